import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { formatsOf, spRolesOf } from '../metadata-roles.ts';
import { atIdentityProvider } from '../remedies.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/format-not-taken',
  title: 'The NameID is of a format that the service provider does not list',
  severity: 'warning',
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
  why: `The service provider looks users up by one kind of name. With another one it finds nobody, makes a second
account, or refuses.`,
  fix: `Have the identity provider send a format that the service provider lists.`,

  skip: ({ subject }, { spMetadata }) =>
    !isTelling(subject?.nameId?.format?.value)
      ? 'the NameID is of no particular format'
      : formatsOf(spRolesOf(spMetadata)).length === 0
        ? 'no metadata of the service provider lists formats'
        : undefined,

  run({ subject }, facts) {
    const format = subject?.nameId?.format;
    const taken = formatsOf(spRolesOf(facts.spMetadata));
    if (!format || taken.includes(format.value) || taken.includes(nameIdFormats.unspecified))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [format.at],
      data: {
        format: shown(shortName(format.value)),
        taken: allOf(taken.map((one) => shown(shortName(one)))),
      },
      expected: anyOf(taken.map(shown)),
      actual: shown(format.raw),
      remedies: [
        atIdentityProvider(
          facts,
          'nameId',
          `send a NameID of the format ${anyOf(taken.map((one) => shortName(one)))}`,
        ),
      ],
    };
  },

  message: ({ format, taken }) =>
    `The NameID is of the format ${format}; the service provider's metadata lists ${taken}.`,
});

function isTelling(format: string | undefined): boolean {
  return format !== undefined && format !== nameIdFormats.unspecified;
}
