import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/groups-overage',
  title: 'The user is in too many groups, and none of them is in the assertion',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.tokens,
      says: 'Where a user is in more than 150 groups, a SAML token has no groups but a link by which they can be asked for.',
    },
    {
      spec: 'entra',
      section: entraPages.groups,
      says: 'Groups assigned to the application, or a filter, keep the number below the limit.',
    },
  ],
  why: `Microsoft Entra ID puts at most 150 groups into a SAML token. For a user in more it leaves all of them out and sends
\`groups.link\` instead, an address of a programming interface that hardly any service provider asks. So those who are in the
most groups come without any, and lose their rights.`,
  fix: `In Microsoft Entra ID, send only the groups assigned to the application, or filter them; or use app roles instead of
groups.`,

  skip: (_, facts) => notEntra(facts),

  run(assertion, facts) {
    const link = assertion.attributes.find(({ name }) => name?.value === GROUPS_LINK);
    if (!link) return { verdict: 'pass' };
    const address = link.values[0]?.value;
    return {
      verdict: 'fail',
      at: [link.element],
      data: { address: address === undefined ? 'a link' : shown(address) },
      expected: GROUPS,
      actual: GROUPS_LINK,
      ...(address?.includes('graph.windows.net') && {
        nearMiss:
          'The address is of Azure AD Graph, which Microsoft has retired; Microsoft Graph answers the same question at /users/{id}/getMemberObjects.',
      }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          'edit the group claim: "Groups assigned to the application" instead of all groups, or a filter under "Advanced options"',
        ),
      ],
    };
  },

  message: ({ address }) =>
    `The user is in more than 150 groups, so Microsoft Entra ID sends none of them but ${address}.`,
});

const GROUPS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';
const GROUPS_LINK = 'http://schemas.microsoft.com/claims/groups.link';
