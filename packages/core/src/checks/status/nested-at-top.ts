import { shortName, statusCodeMeaning } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { statusOf } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'status/nested-at-top',
  title: 'A second-level status code stands at the top',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2.2',
      says: 'The outermost StatusCode must have one of the top-level values; the others are for a StatusCode inside it.',
    },
  ],
  why: `A receiver looks at the outermost code to see which side is at fault, and inside it for the reason. One that finds the
reason in the place of the side may know neither.`,
  fix: `Have the sender put the code inside one of Requester or Responder.`,

  skip: (message) => (statusOf(message)?.codes[0] ? undefined : 'there is no status code'),

  run(message) {
    const [code] = statusOf(message)?.codes ?? [];
    if (!code || statusCodeMeaning(code.value)?.level !== 'nested') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [code.at],
      data: { code: shown(shortName(code.value)) },
      expected: `Requester or Responder, with ${shown(shortName(code.value))} nested in it`,
      actual: shown(shortName(code.value)),
    };
  },

  message: ({ code }) => `The status code ${code} stands at the top, where it may only be nested in another.`,
});
