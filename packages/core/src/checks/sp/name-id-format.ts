import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, notRequired, requirementsOf, sourceOf } from '../sp-requirements.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/name-id-format',
  title: 'The NameID has a format that the service provider does not take',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/other-idps.html',
      says: 'IAM Identity Center wants a NameID of the format emailAddress.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/federated-authentication.html',
      says: 'AWS Client VPN wants a NameID of the format emailAddress.',
    },
  ],
  why: `Some service providers take users by one kind of name only, and look at what Format says before they look at the value.
The error they show seldom names the format.`,
  fix: `Set the format of NameID at the identity provider to the one that the service provider takes.`,

  skip: ({ subject }, facts) =>
    notRequired(facts, 'nameIdFormats') ?? (subject?.nameId ? undefined : 'there is no NameID'),

  run({ subject }, facts) {
    const nameId = subject?.nameId;
    const taken = requirementsOf(facts).nameIdFormats ?? [];
    const format = nameId?.format?.value ?? nameIdFormats.unspecified;
    if (!nameId || taken.includes(format)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId.format?.at ?? nameId.at],
      data: {
        provider: nameServiceProvider(facts),
        actual: shown(shortName(format)),
        taken: anyOf(taken.map(shortName)),
        source: sourceOf(facts),
      },
      expected: taken.join('\n'),
      actual: nameId.format ? shown(nameId.format.raw) : 'no Format, which means unspecified',
      remedies: [
        atIdentityProvider(facts, 'nameId', `set the format of NameID to ${anyOf(taken.map(shortName))}`),
      ],
    };
  },

  message: ({ provider, actual, taken, source }) =>
    `The NameID has the format ${actual}, and ${provider} takes ${taken} (${source}).`,
});
