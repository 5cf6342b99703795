import { idpRoleOf } from '../../metadata/uses.ts';
import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-persistent-not-offered',
  title: 'The format persistent is not offered, which Entra ID requires',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federation,
      says: 'The format of NameID is persistent.',
    },
    {
      spec: 'entra',
      section: entraPages.federationOfDomain,
      says: 'Of the formats of NameID, persistent is the one supported.',
    },
  ],
  why: `Microsoft Entra ID asks for persistent in NameIDPolicy. An identity provider that does not have it answers
InvalidNameIDPolicy, or sends another format, which Entra ID does not take.`,
  fix: `Have the operator of the identity provider send NameID as persistent to Microsoft Entra ID.`,

  skip: (use, facts) =>
    notEntraFederation(facts) ??
    ((idpRoleOf(use)?.nameIdFormats.length ?? 0) > 0 ? undefined : 'no NameIDFormat is listed'),

  run(use) {
    const formats = idpRoleOf(use)?.nameIdFormats ?? [];
    const offered = formats.some(({ value }) => value === nameIdFormats.persistent);
    return failAt(offered ? [] : formats.map(({ at }) => at), () => ({
      name: shown(use.name),
      formats: anyOf(formats.map(({ value }) => shown(shortName(value)))),
    }));
  },

  message: ({ name, formats }) => `${name} offers ${formats} as the format of NameID.`,
});
