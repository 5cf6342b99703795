import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';
import { invisibleIn } from '../strange-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/invisible-character',
  title: 'There is an invisible character in the NameID',
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
  why: `Two names that look the same are two users to every program. Such characters come along when a value is copied from a
web page or a document into a directory, and they are also how somebody makes a name that passes for another's.`,
  fix: `Look at the user's entry in the directory of the identity provider, and type the value anew.`,

  skip: (message) => (nameIdsIn(message).length > 0 ? undefined : 'there is no NameID'),

  run(message) {
    for (const { raw, at } of nameIdsIn(message)) {
      const strange = invisibleIn(raw);
      if (!strange) continue;
      return {
        verdict: 'fail',
        at: [at],
        data: { value: shown(raw), what: strange.what },
        expected: strange.without,
        actual: shown(raw),
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ value, what }) => `The NameID ${value} holds ${what}, which nobody sees.`,
});
