import { authnContextClasses, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'request/authn-context-exact',
  title: 'The request insists on one way of signing in',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.3.2.2.1',
      says: 'Comparison is exact where it is left out: the answer must have one of the classes that the request names.',
    },
    {
      spec: 'entra',
      section: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes',
      says: 'Microsoft Entra ID answers AADSTS75011 where the user signed in by another method than the request names.',
    },
  ],
  why: `Whoever comes with a smart card, a passkey or an existing Windows session did not sign in by password, and is refused
although that is no weaker. It works for the one who sets it up, in a private window, and fails for others.`,
  fix: `Have the service provider leave RequestedAuthnContext out unless it needs it, or send Comparison="minimum" where the
identity provider supports that.`,

  skip: ({ requestedAuthnContext }) =>
    requestedAuthnContext && requestedAuthnContext.classRefs.length > 0
      ? undefined
      : 'the request asks for no class',

  run({ requestedAuthnContext: context }) {
    const classes = context?.classRefs ?? [];
    const [first] = classes;
    if (!context || !first || (context.comparison?.value ?? 'exact') !== 'exact') return { verdict: 'pass' };
    if (!classes.every(({ value }) => PASSWORDS.has(value))) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [context.comparison?.at ?? first.at],
      data: { classes: anyOf(classes.map(({ value }) => shown(shortName(value)))) },
    };
  },

  message: ({ classes }) => `RequestedAuthnContext accepts ${classes} and nothing else.`,
});

const PASSWORDS: ReadonlySet<string | undefined> = new Set(
  ['Password', 'PasswordProtectedTransport'].map((name) => authnContextClasses.get(name)),
);
