import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';
import { lookAlikeIn } from '../strange-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/look-alike',
  title: 'The NameID mixes letters that look alike from two scripts',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.1, 2.2.3',
      says: 'A NameID is text, and texts are compared character by character.',
    },
  ],
  why: `A Cyrillic а and a Latin a look the same and are not. Such a name is another user to every program while people take
it for the one they know: an error of typing with another keyboard, or an account made to pass for somebody else's.`,
  fix: `Find out who has this name at the identity provider, and have it written in one script.`,

  skip: (message) => (nameIdsIn(message).length > 0 ? undefined : 'there is no NameID'),

  run(message) {
    for (const { raw, at } of nameIdsIn(message)) {
      const strange = lookAlikeIn(raw);
      if (strange) return { verdict: 'fail', at: [at], data: { value: shown(raw), what: strange.what } };
    }
    return { verdict: 'pass' };
  },

  message: ({ value, what }) => `The NameID ${value} holds ${what} among Latin letters.`,
});
