import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'entra/authn-instant-old',
  title: 'The user signed in to Entra ID longer ago than some service providers allow',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.2',
      says: 'AuthnInstant is the time at which the authentication took place.',
    },
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'ForceAuthn in a request makes the user sign in anew.',
    },
  ],
  why: `Microsoft Entra ID gives the moment of the sign-in that its session rests on, which may be weeks ago. That is right, and
no clock is wrong. But some service providers refuse an AuthnInstant older than a limit, which is two hours with Spring
Security and one with pac4j unless it is changed: then the login works in a private window, and fails for whoever was signed
in already.`,
  fix: `Raise the limit at the service provider (maximum authentication age), or have it send ForceAuthn="true".`,

  skip: ({ authnStatements }, facts) =>
    notEntra(facts) ??
    (facts.serviceProvider
      ? `${facts.serviceProvider.vendor.name} is not known to have such a limit`
      : authnStatements.some(({ authnInstant }) => authnInstant?.epochMs !== undefined)
        ? undefined
        : 'there is no readable AuthnInstant'),

  run({ authnStatements, issueInstant }) {
    const issued = issueInstant?.epochMs;
    const old = authnStatements.find(
      ({ authnInstant }) =>
        authnInstant?.epochMs !== undefined && issued !== undefined && issued - authnInstant.epochMs > HOUR,
    )?.authnInstant;
    if (old?.epochMs === undefined || issued === undefined) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [old.at],
      data: { instant: old.raw, age: duration(issued - old.epochMs) },
      remedies: [
        {
          end: 'service provider',
          do: 'If it refuses this login, raise its limit for the age of AuthnInstant, or have it send ForceAuthn="true".',
        },
      ],
    };
  },

  message: ({ instant, age }) =>
    `AuthnInstant is ${instant}, ${age} before the assertion was issued: an Entra ID session goes on, and no clock is wrong.`,
});

const HOUR = 60 * 60 * 1000;
