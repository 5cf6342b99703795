import { statusCodes } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { statusOf } from '../stated-by.ts';
import { shown } from '../wording.ts';

const NESTED = statusCodes.filter(({ level }) => level === 'nested').map(({ urn }) => urn);

export default defineCheck({
  id: 'status/nested-misspelt',
  title: 'A nested status code is nearly one of SAML',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2.2',
      says: 'SAML lists codes for the second level; other URIs may stand there too, and mean what their owner says.',
    },
  ],
  why: `The receiver compares codes literally. It does not know this one, and tells the user of a general failure where it could
have asked for another login or another kind of authentication.`,
  fix: 'Have the sender of the status write the code as SAML does.',

  skip: (message) =>
    (statusOf(message)?.codes.length ?? 0) > 1 ? undefined : 'there is no nested status code',

  run(message) {
    for (const code of statusOf(message)?.codes.slice(1) ?? []) {
      const near = misspelt(code.value, NESTED);
      if (!near) continue;
      return {
        verdict: 'fail',
        at: [code.at],
        data: { code: shown(code.value) },
        expected: near.meant,
        actual: shown(code.value),
        nearMiss: near.says,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ code }) => `The nested status code is ${code}.`,
});
