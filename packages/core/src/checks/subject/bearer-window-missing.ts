import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';

export default defineCheck({
  id: 'subject/bearer-window-missing',
  title: 'The bearer confirmation does not say until when it may be used',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'The SubjectConfirmationData of a bearer confirmation must contain a NotOnOrAfter that limits the time in which the assertion can be delivered.',
    },
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'AWS requires SubjectConfirmationData with both NotOnOrAfter and Recipient.',
    },
  ],
  why: `A bearer assertion works for whoever holds it. Without \`NotOnOrAfter\` in its \`SubjectConfirmationData\` a copy could
be handed in at any time, so service providers refuse it. The one in \`Conditions\` is another limit and does not replace it.`,
  fix: `Have the identity provider issue the assertion for SAML 2.0 web browser login, which sets this attribute. It is not
set on tokens issued over WS-Federation or WS-Trust.`,

  skip: (confirmation) => notBearer(confirmation) ?? readInPart(confirmation.element),

  run(confirmation) {
    if (confirmation.notOnOrAfter) return { verdict: 'pass' };
    if (anotherBearer(confirmation, ({ notOnOrAfter }) => notOnOrAfter !== undefined)) {
      return { verdict: 'skip', because: ANOTHER_SUFFICES };
    }
    return {
      verdict: 'fail',
      at: [confirmation.data ?? confirmation.element],
      data: {
        what: confirmation.data ? 'no NotOnOrAfter' : 'no SubjectConfirmationData, and so no NotOnOrAfter',
      },
      remedies: [
        {
          end: 'identity provider',
          do: 'Issue the assertion for SAML 2.0 web browser login, so that SubjectConfirmationData carries NotOnOrAfter.',
        },
      ],
    };
  },

  message: ({ what }) => `The bearer SubjectConfirmation has ${what}.`,
});
