import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { spRoleOf } from '../../metadata/uses.ts';
import { attributeNameFormats } from '../../saml/names.ts';
import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/requested-attribute-name-format-missing',
  title: 'A requested attribute is named by a URI without saying so',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1',
      says: 'Without NameFormat the format is unspecified.',
    },
    {
      spec: 'saml-profiles',
      section: '8.2.2',
      says: 'In the X.500/LDAP attribute profile NameFormat is that of URIs.',
    },
  ],
  why: `Identity providers that compare NameFormat, as Shibboleth does, do not see their attribute in it and do not
release it.`,
  fix: `Have the operator of the service provider add NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri".`,

  skip: (use) => (spRoleOf(use) ? notFederated(use) : 'no service provider'),

  run({ element, name }) {
    const bare = readAttributeServices(element).flatMap(({ requested }) =>
      requested.filter(
        (one) =>
          one.name &&
          isAbsoluteUri(one.name.value) &&
          (one.nameFormat?.value ?? attributeNameFormats.unspecified) === attributeNameFormats.unspecified,
      ),
    );
    return failAt(
      bare.map((one) => one.element),
      () => ({
        name: shown(name),
        attributes: allOf(bare.map((one) => shown(one.name?.value ?? ''))),
      }),
    );
  },

  message: ({ name, attributes }) => `${name} asks for ${attributes} without NameFormat.`,
});
