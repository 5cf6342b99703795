import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'saml11/window-missing',
  title: 'The SAML 1.1 assertion does not say from when until when it is valid',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1',
      says: 'An assertion for single sign-on has Conditions with NotBefore and NotOnOrAfter (paraphrased).',
    },
    {
      spec: 'ms-mwbf',
      section: '2.2.4.2',
      says: 'The assertion must contain Conditions, with the attributes NotBefore and NotOnOrAfter.',
    },
  ],
  why: `SAML 1.1 has no other limit: its confirmation says nothing of time. Without the two a copy of the assertion works for
ever, so a relying party refuses it for a login.`,
  fix: 'Have the identity provider set a lifetime for the token, so that Conditions carry both times.',

  skip: ({ element, authentications }) =>
    authentications.length === 0 ? 'it states no login' : readInPart(element),

  run({ conditions, element }) {
    const missing = [
      ...(conditions?.notBefore ? [] : ['NotBefore']),
      ...(conditions?.notOnOrAfter ? [] : ['NotOnOrAfter']),
    ];
    if (missing.length === 0) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [conditions?.element ?? element],
      data: {
        missing: allOf(missing),
        holder: conditions ? 'Conditions have' : 'There are no Conditions, and so',
      },
      ...(!conditions && { explains: [{ check: 'saml11/audience-missing', on: element }] }),
    };
  },

  message: ({ missing, holder }) => `${holder} ${missing}.`,
});
