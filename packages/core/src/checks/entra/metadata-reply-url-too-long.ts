import { defineCheck } from '../check.ts';
import { entraPages, noReplyUrl } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-reply-url-too-long',
  title: 'A Reply URL is longer than Entra ID takes',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.replyUrls,
      says: 'A redirect URI (reply URL) has at most 256 characters.',
    },
  ],
  why: `Microsoft Entra ID does not save the application with it, and sends no response to an address that it does not have.`,
  fix: `Have the operator of the service provider receive responses at a shorter address, such as one without parameters.`,

  skip: noReplyUrl,

  run({ location, of }) {
    const length = location?.value.length ?? 0;
    return failAt(location && length > 256 ? [location.at] : [], () => ({ name: shown(of.name), length }));
  },

  message: ({ name, length }) =>
    `The Location of an AssertionConsumerService of ${name} has ${length} characters.`,
});
