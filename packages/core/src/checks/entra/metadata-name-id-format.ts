import { spRoleOf } from '../../metadata/uses.ts';
import { shortName } from '../../saml/names.ts';
import { nameIdFormatsSent } from '../../vendors/entra.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-name-id-format',
  title: 'The service provider takes no format of NameID that Entra ID can send',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.claims,
      says: 'NameID is sent as emailAddress, persistent, unspecified, transient or WindowsDomainQualifiedName.',
    },
  ],
  why: `NameIDFormat in metadata lists what the service provider can use. Microsoft Entra ID sends one of five formats, whatever is
listed, and the service provider may not find the user by it.`,
  fix: `Have the operator of the service provider take emailAddress, persistent or unspecified, and list it.`,

  skip: (use, facts) =>
    notEntra(facts) ??
    ((spRoleOf(use)?.nameIdFormats.length ?? 0) > 0 ? undefined : 'no NameIDFormat is listed'),

  run(use) {
    const formats = spRoleOf(use)?.nameIdFormats ?? [];
    const sends = formats.some(({ value }) => nameIdFormatsSent.includes(value));
    return failAt(sends ? [] : formats.map(({ at }) => at), () => ({
      name: shown(use.name),
      formats: anyOf(formats.map(({ value }) => shown(shortName(value)))),
    }));
  },

  message: ({ name, formats }) => `${name} wants a NameID of the format ${formats}.`,
});
