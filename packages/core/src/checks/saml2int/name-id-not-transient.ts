import { defineCheck } from '../check.ts';
import { sdp, TRANSIENT } from '../interoperability.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/name-id-not-transient',
  title: 'There is no transient NameID',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [sdp('IDP12', 'An assertion must have a NameID of the format transient, which serves for logout.')],
  why: `NameID is one value with a dozen meanings, and service providers that know users by it are hard to move. In this profile it
serves for logout alone; the user is known by the attributes subject-id or pairwise-id.`,
  fix: 'Have the identity provider send a transient NameID, and identify the user by subject-id or pairwise-id.',

  run({ element, subject }, facts) {
    const nameId = subject?.nameId;
    const format = nameId?.format?.value;
    if (format === TRANSIENT) return { verdict: 'pass' };
    const actual = nameId ? (format === undefined ? 'no Format' : shown(format)) : 'no NameID';
    return {
      verdict: 'fail',
      at: [nameId?.format?.at ?? nameId?.at ?? element],
      data: { actual },
      expected: TRANSIENT,
      actual,
      remedies: [atIdentityProvider(facts, 'nameId', 'send a transient NameID')],
    };
  },

  message: ({ actual }) =>
    `The assertion has ${actual === 'no NameID' ? actual : `a NameID with ${actual === 'no Format' ? actual : `the format ${actual}`}`}.`,
});
