import { nameIdFormats } from '../../saml/names.ts';
import { ns } from '../../xml/namespaces.ts';
import { childrenNamed, textOf } from '../../xml/navigate.ts';
import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/name-id-format-unknown',
  title: 'A NameIDFormat is none that SAML defines',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3',
      says: 'SAML defines the identifiers of the formats; they are compared literally.',
    },
  ],
  why: `The other side does not recognise it, offers it to nobody or falls back to another format.`,
  fix: `Have the operator of this entity write the identifier as SAML does. Three of the formats bear the version 1.1.`,

  run({ element, name }) {
    const known = Object.values(nameIdFormats);
    const wrong = childrenNamed(element, ns.md, 'NameIDFormat').filter((one) => {
      const value = textOf(one).trim();
      return (
        !known.some((format) => format === value) &&
        (/SAML:\d\.\d:nameid-format:/i.test(value) || misspelt(value, known) || !isAbsoluteUri(value))
      );
    });
    const [first] = wrong;
    if (!first) return { verdict: 'pass' };
    const near = misspelt(textOf(first).trim(), known);
    return {
      verdict: 'fail',
      at: places(first, wrong.slice(1)),
      data: { name: shown(name), written: allOf(wrong.map((one) => shown(textOf(one)))) },
      ...(near && { expected: near.meant, actual: shown(textOf(first)), nearMiss: near.says }),
    };
  },

  message: ({ name, written }) => `${name} lists the NameIDFormat ${written}, which SAML does not define.`,
});
