import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, notRequired } from '../sp-requirements.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/name-id-transient',
  title: 'The service provider knows users by NameID, and this one changes at every login',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.8',
      says: 'A transient identifier has semantics for one session only and should be treated as opaque and temporary.',
    },
  ],
  why: `A transient NameID is made anew at each login. A service provider that finds its users by NameID makes a new one every
time, links the account again, or turns the user away at the second login.`,
  fix: `Choose a format that lasts at the identity provider: persistent, or the e-mail address where the service provider takes
that.`,

  skip: ({ subject }, facts) =>
    notRequired(facts, 'nameIdIsLasting') ??
    notRequiredBesides(facts) ??
    (subject?.nameId ? undefined : 'there is no NameID'),

  run({ subject }, facts) {
    const nameId = subject?.nameId;
    if (!nameId || nameId.format?.value !== nameIdFormats.transient) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId.format.at],
      data: { provider: nameServiceProvider(facts), value: shown(nameId.value) },
      expected: 'a format that lasts',
      actual: nameIdFormats.transient,
      remedies: [atIdentityProvider(facts, 'nameId', 'choose a format that lasts, such as persistent')],
    };
  },

  message: ({ provider, value }) =>
    `${provider} will know the user by ${value}, which is another one at the next login.`,
});

/** A service provider that takes some formats only is not asked twice. */
function notRequiredBesides(facts: Parameters<typeof notRequired>[0]): string | undefined {
  return notRequired(facts, 'nameIdFormats') === undefined
    ? 'it takes some formats only; sp/name-id-format is about that'
    : undefined;
}
