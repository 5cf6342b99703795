import { STATUS_SUCCESS } from '../../saml/model.ts';
import { statusCodeMeaning, statusCodes } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { statusOf } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'status/top-level-unknown',
  title: 'The top-level status code is none that SAML defines',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2.2',
      says: 'The outermost StatusCode must have one of the top-level values: Success, Requester, Responder, VersionMismatch.',
    },
  ],
  why: `Receivers compare the code literally. Whatever is not exactly the URI of Success counts as a failure, a misspelt
Success too.`,
  fix: `Have the sender write one of the four top-level codes, and put a code of its own inside it.`,

  skip: (message) => (statusOf(message)?.codes[0] ? undefined : 'there is no status code'),

  run(message) {
    const [code] = statusOf(message)?.codes ?? [];
    if (!code || statusCodeMeaning(code.raw)) return { verdict: 'pass' };
    const near = misspelt(
      code.raw,
      statusCodes.map(({ urn }) => urn),
    );
    return {
      verdict: 'fail',
      at: [code.at],
      data: { code: shown(code.raw) },
      expected: near?.meant ?? 'Success, Requester, Responder or VersionMismatch, each as a URI of SAML 2.0',
      actual: shown(code.raw),
      ...(near && { nearMiss: near.says }),
      // Where Success was meant, nothing failed.
      ...(near?.meant === STATUS_SUCCESS && {
        explains: [{ check: 'response/status-not-success' }, { check: 'status/assertion-with-failure' }],
      }),
    };
  },

  message: ({ code }) =>
    `The outermost status code is ${code}, which is not among the four that may stand there.`,
});
