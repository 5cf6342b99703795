import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { formatsOf, spRolesOf } from '../metadata-roles.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/name-id-format-not-listed',
  title: 'The request asks for a NameID format that the service provider does not list',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.2',
      says: 'NameIDFormat in metadata lists the formats that the role supports.',
    },
  ],
  why: `Either the request asks for what the application cannot use, or the metadata is out of date. Identity
providers that choose by the metadata send another format.`,
  fix: `At the service provider, make the format that its requests ask for and the NameIDFormats of its metadata
agree.`,

  skip: ({ nameIdPolicy }, { spMetadata }) =>
    !nameIdPolicy?.format ||
    nameIdPolicy.format.value === nameIdFormats.unspecified ||
    nameIdPolicy.format.value === nameIdFormats.encrypted
      ? 'the request asks for no format'
      : formatsOf(spRolesOf(spMetadata)).length === 0
        ? 'no metadata of the service provider lists formats'
        : undefined,

  run({ nameIdPolicy }, { spMetadata }) {
    const format = nameIdPolicy?.format;
    const listed = formatsOf(spRolesOf(spMetadata));
    if (!format || listed.includes(format.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [format.at],
      data: {
        wanted: shown(shortName(format.value)),
        listed: allOf(listed.map((one) => shown(shortName(one)))),
      },
      expected: anyOf(listed.map(shown)),
      actual: shown(format.raw),
    };
  },

  message: ({ wanted, listed }) =>
    `NameIDPolicy asks for ${wanted}; the service provider's own metadata lists ${listed}.`,
});
