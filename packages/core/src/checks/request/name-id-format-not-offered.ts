import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/name-id-format-not-offered',
  title: 'The request asks for a NameID format that is not offered',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: ['idpMetadata'],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.2',
      says: 'NameIDFormat in the metadata of an identity provider lists the formats that it supports.',
    },
    {
      spec: 'saml-core',
      section: '3.4.1.1',
      says: 'An identity provider that cannot answer with the Format asked for returns InvalidNameIDPolicy.',
    },
  ],
  why: `The login fails at the identity provider, with a status that rarely reaches the user's eyes. Some identity providers
list fewer formats than they can issue.`,
  fix: `Have the service provider ask for a format that is offered, or for none; or enable the format at the identity
provider.`,

  skip: ({ nameIdPolicy }) => {
    const wanted = nameIdPolicy?.format?.value;
    return wanted === undefined || wanted === nameIdFormats.unspecified || wanted === nameIdFormats.encrypted
      ? 'the request asks for no format'
      : undefined;
  },

  run({ nameIdPolicy }, { idpMetadata }) {
    const format = nameIdPolicy?.format;
    const offered = idpMetadata.roles.flatMap((role) =>
      role.kind === 'idp' ? role.nameIdFormats.map(({ value }) => value) : [],
    );
    if (!format || offered.length === 0 || offered.includes(format.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [format.at],
      data: {
        wanted: shown(shortName(format.value)),
        offered: allOf(offered.map((one) => shown(shortName(one)))),
      },
      expected: anyOf(offered.map(shown)),
      actual: shown(format.raw),
    };
  },

  message: ({ wanted, offered }) =>
    `NameIDPolicy asks for ${wanted}; the identity provider's metadata offers ${offered}.`,
});
