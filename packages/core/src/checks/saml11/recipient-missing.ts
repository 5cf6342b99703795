import { notPosted11 } from '../browser-post11.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'saml11/recipient-missing',
  title: 'The SAML 1.1 response does not say to which URL it goes',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.2',
      says: 'By the Browser/POST profile Recipient must be the URL that the response is posted to (paraphrased).',
    },
  ],
  why: `Recipient is what keeps a relying party from using the response at another. One that keeps to the profile refuses a
response without it.`,
  fix: 'Have the identity provider write the URL of the relying party that receives responses as Recipient.',

  skip: notPosted11,

  run: ({ recipient, element }) =>
    recipient && recipient.value !== ''
      ? { verdict: 'pass' }
      : { verdict: 'fail', at: [recipient?.at ?? element], data: { what: recipient ? 'an empty' : 'no' } },

  message: ({ what }) => `The Response has ${what} Recipient.`,
});
