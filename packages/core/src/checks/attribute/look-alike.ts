import { defineCheck } from '../check.ts';
import { lookAlikeIn } from '../strange-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/look-alike',
  title: 'An attribute mixes letters that look alike from two scripts',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.1, 2.7.3.1',
      says: 'Names and values are text, and texts are compared character by character.',
    },
  ],
  why: `A Cyrillic а and a Latin a look the same and are not. A role or group that looks right is not found, or somebody made
one to pass for another.`,
  fix: `Type the name or value anew at the identity provider, in one script.`,

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there are no attributes'),

  run({ attributes }) {
    for (const { name, values } of attributes) {
      for (const text of name ? [name, ...values] : values) {
        const strange = 'structured' in text && text.structured ? undefined : lookAlikeIn(text.raw);
        if (!strange) continue;
        const what = text === name ? 'The name of the attribute' : `A value of ${shown(name?.value ?? '')}`;
        return {
          verdict: 'fail',
          at: [text.at],
          data: { what, value: shown(text.raw), character: strange.what },
        };
      }
    }
    return { verdict: 'pass' };
  },

  message: ({ what, value, character }) => `${what}, ${value}, holds ${character} among Latin letters.`,
});
