import { defineCheck } from '../check.ts';
import { entraPages, noReplyUrl } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-reply-url-characters',
  title: 'A Reply URL holds characters that Entra ID does not support',
  severity: 'warning',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.replyUrls,
      says: "Redirect URIs (reply URLs) do not support the characters ! $ ' ( ) , and ;.",
    },
  ],
  why: `Where Microsoft Entra ID does not save the Reply URL as it is written, the URL that a request names is not among those it
has, and the login ends in AADSTS50011.`,
  fix: `Have the operator of the service provider receive responses at an address without these characters.`,

  skip: noReplyUrl,

  run({ location, of }) {
    const found = [...new Set(location?.value.match(/[!$'(),;]/g))];
    return failAt(location && found.length > 0 ? [location.at] : [], () => ({
      name: shown(of.name),
      location: shown(location?.value ?? ''),
      characters: allOf(found),
    }));
  },

  message: ({ name, location, characters }) =>
    `AssertionConsumerService of ${name} is at ${location}, which holds ${characters}.`,
});
