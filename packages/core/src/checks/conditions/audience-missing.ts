import { BEARER } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'conditions/audience-missing',
  title: 'The assertion does not say which service provider it is for',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: "A bearer assertion for web browser login must hold an AudienceRestriction that includes the service provider's unique identifier as an Audience.",
    },
    {
      spec: 'saml-core',
      section: '2.5.1.4',
      says: 'An AudienceRestriction holds one or more Audience elements.',
    },
  ],
  why: `Without an Audience the assertion is good at every service provider that trusts the identity provider. One that
receives it could hand it on to another and be logged in there as the user. Service providers therefore refuse it.`,
  fix: `Have the identity provider write the service provider's entityID as Audience. Most do as soon as the application
has an audience (entity ID, identifier) configured.`,

  skip(assertion) {
    const confirmations = assertion.subject?.confirmations ?? [];
    return confirmations.length > 0 && !confirmations.some(({ method }) => method?.value === BEARER)
      ? 'not a bearer assertion'
      : readInPart(assertion.element);
  },

  run(assertion, facts) {
    const restrictions = assertion.conditions?.audienceRestrictions ?? [];
    const empty = restrictions.find(({ audiences }) => audiences.length === 0);
    if (restrictions.length > 0 && !empty) return { verdict: 'pass' };
    const lacks = empty ? 'an Audience in its AudienceRestriction' : 'an AudienceRestriction';
    const [wanted] = facts.audiences ?? [];
    const to = wanted ? `\`${wanted.value}\`` : "the service provider's entityID";
    return {
      verdict: 'fail',
      at: [empty?.element ?? assertion.conditions?.element ?? assertion.element],
      data: { lacks: assertion.conditions || empty ? lacks : 'Conditions, and so an AudienceRestriction' },
      remedies: [atIdentityProvider(facts, 'audience', `set the audience of this application to ${to}`)],
    };
  },

  message: ({ lacks }) => `The assertion lacks ${lacks}.`,
});
