import { defineCheck } from '../check.ts';
import { SUBJECT_IDENTIFIERS, sdp } from '../interoperability.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'saml2int/subject-identifier-missing',
  title: 'The user has neither subject-id nor pairwise-id',
  severity: 'note',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [
    sdp('IDP13', 'An identity provider must support subject-id or pairwise-id, better both.'),
    sdp(
      'IDP17',
      'Where the service provider signals no need, the identity provider may send either, both or neither.',
    ),
  ],
  why: `A transient NameID is another one at every login. Without subject-id or pairwise-id the service provider cannot know the
user again, and it must not depend on anything else.`,
  fix: `Release pairwise-id, or subject-id where several service providers must know the same user, and have the service provider
ask for it in its metadata.`,

  run({ element, attributes }, facts) {
    if (attributes.some(({ name }) => SUBJECT_IDENTIFIERS.includes(name?.value ?? '')))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { count: attributes.length },
      remedies: [atIdentityProvider(facts, 'attributes', 'release pairwise-id or subject-id')],
    };
  },

  message: ({ count }) => `None of ${count} attributes is subject-id or pairwise-id.`,
});
