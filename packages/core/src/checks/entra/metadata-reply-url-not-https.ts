import { defineCheck } from '../check.ts';
import { entraPages, noReplyUrl } from '../entra-application.ts';
import { hostOf, schemeOf } from '../location.ts';
import { explaining, failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-reply-url-not-https',
  title: 'A Reply URL is not https, which Entra ID refuses',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.replyUrls,
      says: 'A redirect URI (reply URL) begins with https; http is for localhost alone.',
    },
  ],
  why: `Of the metadata of a service provider Microsoft Entra ID makes the Reply URLs of an application, and it saves none that is
not https. The login then ends in AADSTS50011, since the URL that the request names is not among them.`,
  fix: `Have the operator of the service provider serve the AssertionConsumerService by https and make the metadata anew.`,

  skip: noReplyUrl,

  run({ location, of }) {
    const at = location && !isTaken(location.value) ? [location.at] : [];
    return explaining(
      failAt(at, () => ({ name: shown(of.name), location: shown(location?.value ?? '') })),
      at.map((on) => ({ check: 'metadata/location-not-https', on })),
    );
  },

  message: ({ name, location }) => `AssertionConsumerService of ${name} is at ${location}.`,
});

function isTaken(url: string): boolean {
  const scheme = schemeOf(url);
  const host = hostOf(url);
  return scheme === 'https' || (scheme === 'http' && (host === 'localhost' || host === '127.0.0.1'));
}
