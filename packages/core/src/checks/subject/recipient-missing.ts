import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'subject/recipient-missing',
  title: 'The bearer confirmation names no URL to be delivered to',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: "The SubjectConfirmationData of a bearer confirmation must contain a Recipient with the service provider's assertion consumer service URL.",
    },
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'AWS requires SubjectConfirmationData with both NotOnOrAfter and Recipient.',
    },
  ],
  why: `\`Recipient\` ties a bearer assertion to one URL. Without it the assertion could be handed in anywhere, so service
providers refuse it. Assertions that come from WS-Federation or WS-Trust often lack it, since those protocols do not use it.`,
  fix: `Have the identity provider issue the assertion for SAML 2.0 web browser login, with the service provider's ACS URL
configured. A token issued over WS-Federation or WS-Trust will not do.`,

  skip: (confirmation) => notBearer(confirmation) ?? readInPart(confirmation.element),

  run(confirmation, facts) {
    if (confirmation.recipient && confirmation.recipient.value !== '') return { verdict: 'pass' };
    if (anotherBearer(confirmation, ({ recipient }) => recipient !== undefined && recipient.value !== '')) {
      return { verdict: 'skip', because: ANOTHER_SUFFICES };
    }
    const [wanted] = facts.acsUrls ?? [];
    const to = wanted ? `\`${wanted.value}\`` : "the service provider's assertion consumer service URL";
    return {
      verdict: 'fail',
      at: [confirmation.recipient?.at ?? confirmation.data ?? confirmation.element],
      data: { what: confirmation.data ? 'no Recipient' : 'no SubjectConfirmationData, and so no Recipient' },
      remedies: [atIdentityProvider(facts, 'acsUrl', `set the ACS URL of this application to ${to}`)],
    };
  },

  message: ({ what }) => `The bearer SubjectConfirmation has ${what}.`,
});
