import { attributeNameFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/name-format-misspelt',
  title: 'The NameFormat of an attribute is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.2',
      says: 'The name formats are urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified, uri and basic.',
    },
  ],
  why: `A service provider that goes by Name and NameFormat finds no such attribute, and the login works without it: a user
with no groups, no mail. Nothing is reported at either end, since an attribute that nobody asked for is no fault.`,
  fix: `Have the identity provider write the NameFormat as SAML defines it.`,

  skip: ({ attributes }) =>
    attributes.some(({ nameFormat }) => nameFormat) ? undefined : 'no attribute has a NameFormat',

  run({ attributes }) {
    for (const { nameFormat, name } of attributes) {
      const near = nameFormat && misspelt(nameFormat.value, Object.values(attributeNameFormats));
      if (!nameFormat || !near) continue;
      return {
        verdict: 'fail',
        at: [nameFormat.at],
        data: { name: shown(name?.value ?? ''), format: shown(nameFormat.raw) },
        expected: near.meant,
        actual: shown(nameFormat.raw),
        nearMiss: near.says,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, format }) => `The NameFormat of ${name} is ${format}, which SAML does not define.`,
});
