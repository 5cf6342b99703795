import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/guest-name-id',
  title: 'The NameID is the made-up name of a guest',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.claims,
      says: 'NameID is the user principal name unless another source is chosen; members and external guests can be given different ones.',
    },
  ],
  why: `Microsoft Entra ID makes a user principal name for a guest out of the address it was invited by: ana@partner.example
becomes ana_partner.example#EXT# at the tenant's own domain. No service provider knows anybody by that name, and many refuse
the \`#\`. Members of the tenant sign in without trouble meanwhile.`,
  fix: `In Entra ID, take NameID from user.mail, or set a condition in the claim so that guests get another source
than members.`,

  skip: ({ subject }, facts) => notEntra(facts) ?? (subject?.nameId ? undefined : 'there is no NameID'),

  run({ subject }, facts) {
    const nameId = subject?.nameId;
    if (!nameId || !/#EXT#/i.test(nameId.value)) return { verdict: 'pass' };
    const home = homeAddress(nameId.value);
    return {
      verdict: 'fail',
      at: [nameId.at],
      data: { value: shown(nameId.value) },
      expected: home === undefined ? "the guest's own address" : `${shown(home)}, probably`,
      actual: shown(nameId.value),
      nearMiss:
        '`#EXT#` marks the user principal name of a guest in Microsoft Entra ID; members of the tenant have no such mark, so only guests are concerned.',
      remedies: [
        atIdentityProvider(
          facts,
          'nameId',
          'choose user.mail as the source, or add a claim condition for external guests with user.mail',
        ),
      ],
    };
  },

  message: ({ value }) =>
    `The user is a guest of the tenant and is named ${value}, which nobody else calls them.`,
});

/** The address that the name was made of: the last underscore before `#EXT#` was the `@`. */
function homeAddress(name: string): string | undefined {
  const local = name.slice(0, name.toUpperCase().indexOf('#EXT#'));
  const at = local.lastIndexOf('_');
  return at > 0 ? `${local.slice(0, at)}@${local.slice(at + 1)}` : undefined;
}
