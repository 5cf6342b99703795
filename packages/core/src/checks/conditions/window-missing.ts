import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'conditions/window-missing',
  title: 'The assertion does not say until when it is valid',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.2',
      says: "Without NotOnOrAfter in Conditions there is no end to the assertion's validity.",
    },
  ],
  why: `The bearer window still limits when it can be delivered, so logins work. But whoever keeps assertions, or takes them
in another way, has no limit to go by.`,
  fix: `Have the identity provider set a lifetime for the token, so that Conditions carry NotBefore and NotOnOrAfter.`,

  skip: ({ conditions, element }) =>
    conditions ? readInPart(element) : 'there are no Conditions; conditions/audience-missing is about that',

  run({ conditions }) {
    if (!conditions || conditions.notOnOrAfter) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [conditions.element],
      data: { has: conditions.notBefore ? 'NotBefore, but ' : '' },
    };
  },

  message: ({ has }) => `Conditions have ${has}no NotOnOrAfter.`,
});
