import { defineCheck } from '../check.ts';
import { invisibleIn } from '../strange-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/invisible-character',
  title: 'There is an invisible character in an attribute',
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
  why: `The attribute or group that looks right is not found. Such characters come along when a value is copied from a web
page or a document into a settings page.`,
  fix: `Type the name or value anew at the identity provider, where it is mapped or stored.`,

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there are no attributes'),

  run({ attributes }) {
    for (const { name, values } of attributes) {
      for (const text of name ? [name, ...values] : values) {
        const strange = 'structured' in text && text.structured ? undefined : invisibleIn(text.raw);
        if (!strange) continue;
        const what = text === name ? 'The name of the attribute' : `A value of ${shown(name?.value ?? '')}`;
        return {
          verdict: 'fail',
          at: [text.at],
          data: { what, value: shown(text.raw), character: strange.what },
          expected: strange.without,
          actual: shown(text.raw),
        };
      }
    }
    return { verdict: 'pass' };
  },

  message: ({ what, value, character }) => `${what}, ${value}, holds ${character}, which nobody sees.`,
});
