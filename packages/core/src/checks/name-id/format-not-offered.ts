import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { formatsOf, idpRolesOf } from '../metadata-roles.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/format-not-offered',
  title: 'The NameID is of a format that the identity provider does not list',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.2',
      says: 'NameIDFormat in metadata lists the formats that the role supports.',
    },
  ],
  why: `The metadata and the setting of the application disagree. It does no harm until somebody goes by the metadata,
or fetches it anew and wonders.`,
  fix: `List the format in the identity provider's metadata, or choose one that is listed for this application.`,

  skip: ({ subject }, { idpMetadata }) =>
    !isTelling(subject?.nameId?.format?.value)
      ? 'the NameID is of no particular format'
      : formatsOf(idpRolesOf(idpMetadata)).length === 0
        ? 'no metadata of the identity provider lists formats'
        : undefined,

  run({ subject }, { idpMetadata }) {
    const format = subject?.nameId?.format;
    const offered = formatsOf(idpRolesOf(idpMetadata));
    if (!format || offered.includes(format.value) || offered.includes(nameIdFormats.unspecified))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [format.at],
      data: {
        format: shown(shortName(format.value)),
        offered: allOf(offered.map((one) => shown(shortName(one)))),
      },
      expected: anyOf(offered.map(shown)),
      actual: shown(format.raw),
    };
  },

  message: ({ format, offered }) =>
    `The NameID is of the format ${format}; the identity provider's metadata lists ${offered}.`,
});

function isTelling(format: string | undefined): boolean {
  return format !== undefined && format !== nameIdFormats.unspecified;
}
