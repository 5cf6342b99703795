import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/name-id-pairwise',
  title: 'The NameID is an identifier that only this application is given',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.claims,
      says: 'Where no format is set and none is asked for, or where a transformation fails, NameID is a persistent identifier.',
    },
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'A persistent NameID is pairwise: the same user has another one in each application.',
    },
  ],
  why: `Where the source of NameID cannot be used for a user (the mail address is empty, a transformation fails, the domain is
not verified) Microsoft Entra ID does not fail but falls back to an identifier of its own. A service provider that knows users
by their address then finds nobody, for some users only.`,
  fix: `If the service provider is to know users by this identifier, leave it. If not, see that the source of NameID has a value
for this user, and that its format is set.`,

  skip: ({ subject }, facts) =>
    notEntra(facts) ??
    (facts.request?.nameIdPolicy?.format?.value === nameIdFormats.persistent
      ? 'the request asks for it'
      : subject?.nameId?.format?.value === nameIdFormats.persistent
        ? undefined
        : 'the NameID is not persistent'),

  run({ subject }, facts) {
    const nameId = subject?.nameId;
    if (!nameId || !PAIRWISE.test(nameId.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId.at],
      data: { value: shown(nameId.value) },
      remedies: [
        atIdentityProvider(
          facts,
          'nameId',
          'if the service provider expects an address or a name, see that its source has a value for this user and that the format is set',
        ),
      ],
    };
  },

  message: ({ value }) =>
    `The user is named ${value}, which Microsoft Entra ID makes for this application alone and also falls back to.`,
});

/** SHA-256 in base64, of either alphabet. */
const PAIRWISE = /^[A-Za-z0-9+/_-]{43}=?$/;
