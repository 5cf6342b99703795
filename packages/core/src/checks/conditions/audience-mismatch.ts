import type { Field } from '../../saml/field.ts';
import { readServicePrincipalName } from '../application-id.ts';
import type { Remedy } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Expected, Facts } from '../facts.ts';
import { explainNearMiss } from '../near-miss.ts';
import { places } from '../places.ts';
import { atIdentityProvider, atServiceProvider, isAws, isEntra, quoted, withOrigin } from '../remedies.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'conditions/audience-mismatch',
  title: 'The assertion is meant for another service provider',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['audiences'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.4',
      says: 'An AudienceRestriction holds only for a relying party that one of its Audience elements names; where there are several restrictions, all must hold.',
    },
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: "A bearer assertion for web browser login must name the service provider's unique identifier as an Audience.",
    },
  ],
  why: `An Audience says whom the assertion was made for. A service provider that accepts one made for somebody else
lets that other party log in with assertions it received, so every sound one compares the Audience with its own
entityID and refuses the rest. The comparison is literal: one more slash is another audience.`,
  fix: `Make the two equal, character by character. At the identity provider the value is called Audience, entity ID,
identifier or relying party identifier of the application; at the service provider it is its own entityID.`,

  skip(assertion) {
    return assertion.conditions?.audienceRestrictions.some(({ audiences }) => audiences.length > 0)
      ? undefined
      : 'there is no Audience; conditions/audience-missing is about that';
  },

  run(assertion, facts) {
    const wanted = new Set(facts.audiences.map(({ value }) => value));
    const unmet = (assertion.conditions?.audienceRestrictions ?? []).filter(
      ({ audiences }) => audiences.length > 0 && !audiences.some(({ raw }) => wanted.has(raw)),
    );
    const audiences = unmet.flatMap((restriction) => restriction.audiences);
    const [first, ...rest] = audiences;
    if (!first) return { verdict: 'pass' };
    const nearMiss = nearest(audiences, facts.audiences, facts);
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: {
        audiences: allOf(audiences.map(({ raw }) => shown(raw))),
        expected: anyOf(facts.audiences.map(({ value }) => shown(value))),
      },
      expected: withOrigin(facts.audiences),
      actual: audiences
        .slice(0, 20)
        .map(({ raw }) => shown(raw))
        .join(', '),
      ...(nearMiss && { nearMiss }),
      remedies: remedies(audiences, facts.audiences, facts),
    };
  },

  message: ({ audiences, expected }) =>
    `The assertion is for ${audiences}, but the service provider goes by ${expected}.`,
});

function nearest(
  audiences: readonly Field[],
  expected: readonly Expected[],
  facts: Facts,
): string | undefined {
  const values = expected.map(({ value }) => value);
  for (const { raw } of audiences) {
    const sentence = explainNearMiss(raw, values, { field: 'Audience', facts });
    if (sentence) return sentence;
  }
  return undefined;
}

function remedies(audiences: readonly Field[], expected: readonly Expected[], facts: Facts): Remedy[] {
  const value = quoted(expected);
  const byApplicationId = audiences.some(({ raw }) => readServicePrincipalName(raw) !== undefined);
  const atProvider =
    byApplicationId && (isEntra(facts) || !facts.identityProvider)
      ? entraRemedies(value, facts)
      : [
          atIdentityProvider(
            facts,
            'audience',
            `set the audience of this application to ${value}, exactly as written`,
          ),
        ];
  const right = audiences.find(({ value }) => couldBeRight(value, facts));
  if (!isAws(facts) && (byApplicationId || !right)) return atProvider;
  const name = right ? shown(right.raw) : 'it';
  const atOther = atServiceProvider(
    facts,
    'audience',
    `if ${name} is the right name after all, make it the service provider's entityID`,
  );
  return [...atProvider, atOther];
}

/** Whether the service provider might go by this name: not by nothing, and not by what is another thing's. */
function couldBeRight(value: string, { acsUrls = [], issuers = [] }: Facts): boolean {
  return value !== '' && ![...acsUrls, ...issuers].some((known) => known.value === value);
}

/**
 * `spn:` in an Audience: Entra ID repeats what the login asked for. The identifier asked for is the application's
 * default one where the login begins at Entra ID, and the Issuer of the AuthnRequest where it begins elsewhere.
 */
function entraRemedies(value: string, facts: Facts): Remedy[] {
  const suffix = isAws(facts)
    ? ' Where several AWS applications share the tenant, append `#1`, `#2`… to tell them apart; Entra ID leaves that out of the token.'
    : '';
  const inPortal = atIdentityProvider(
    facts,
    'audience',
    `set the Identifier (Entity ID) to ${value} and mark it as the default, which is what a login that begins at Entra ID uses`,
  );
  const requester = isAws(facts) ? 'you' : 'service provider';
  return [
    { ...inPortal, do: inPortal.do + suffix },
    {
      end: requester,
      do: `Where an AuthnRequest begins the login${isAws(facts) ? ' (a tool such as aws-azure-login sends one)' : ''}, have it name that identifier as Issuer instead of the application ID; the application must list it (Identifier, or \`identifierUris\` in the manifest of its app registration).`,
    },
  ];
}
