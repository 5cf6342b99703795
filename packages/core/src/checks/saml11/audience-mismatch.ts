import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { places } from '../places.ts';
import { atIdentityProvider, quoted, withOrigin } from '../remedies.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/audience-mismatch',
  title: 'The SAML 1.1 assertion is meant for another relying party',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: ['audiences'],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1.3',
      says: 'An AudienceRestrictionCondition holds for a relying party that one of its Audience elements names.',
    },
  ],
  why: `An Audience says whom the assertion was made for; with WS-Federation that is the \`wtrealm\` the login asked for. A
relying party compares it with its own identifier, literally, and refuses the rest.`,
  fix: `Make the realm of the relying party and the identifier at the identity provider equal, character by character.`,

  skip: ({ conditions }) =>
    conditions?.audienceRestrictions.some(({ audiences }) => audiences.length > 0)
      ? undefined
      : 'there is no Audience; saml11/audience-missing is about that',

  run({ conditions }, facts) {
    const values = facts.audiences.map(({ value }) => value);
    const unmet = (conditions?.audienceRestrictions ?? []).filter(
      ({ audiences }) => audiences.length > 0 && !audiences.some(({ raw }) => values.includes(raw)),
    );
    const [first, ...rest] = unmet.flatMap(({ audiences }) => audiences);
    if (!first) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(first.raw, values, { field: 'Audience', facts });
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: {
        actual: allOf([first, ...rest].map(({ raw }) => shown(raw))),
        expected: anyOf(values.map(shown)),
      },
      expected: withOrigin(facts.audiences),
      actual: shown(first.raw),
      ...(nearMiss && { nearMiss }),
      remedies: [
        atIdentityProvider(
          facts,
          'audience',
          `set the identifier of this relying party to ${quoted(facts.audiences)}, exactly as written`,
        ),
      ],
    };
  },

  message: ({ actual, expected }) =>
    `The assertion is for ${actual}, but the relying party goes by ${expected}.`,
});
