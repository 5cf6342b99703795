import { STATUS_SUCCESS } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { counted } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/assertion-count',
  title: 'The Response does not hold exactly one assertion',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'response',
  needs: [],
  cites: [sdp('IDP10', 'A successful Response must hold exactly one assertion.')],
  why: 'Many service providers read one assertion and leave the others, each by rules of its own: two of them may see two users.',
  fix: 'Have the identity provider put all its statements into one assertion.',

  skip: ({ status }) => (status?.codes[0]?.value === STATUS_SUCCESS ? undefined : 'it reports no success'),

  run({ element, assertions, encryptedAssertions }) {
    const all = [...assertions.map((assertion) => assertion.element), ...encryptedAssertions];
    if (all.length === 1) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [all[1] ?? element],
      data: { count: all.length },
      expected: '1 assertion',
      actual: counted(all.length, 'assertion'),
      explains: [{ check: 'response/several-assertions' }],
    };
  },

  message: ({ count }) => `The Response holds ${count === 0 ? 'no assertion' : `${count} assertions`}.`,
});
