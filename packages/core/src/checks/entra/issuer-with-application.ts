import { isGuid } from '../application-id.ts';
import { defineCheck } from '../check.ts';
import { notEntra } from '../entra-application.ts';
import { issuersIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/issuer-with-application',
  title: 'The Issuer has the application ID appended',
  severity: 'note',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: 'https://learn.microsoft.com/en-us/entra/identity-platform/configure-app-multi-instancing',
      says: 'An option of the application appends the application ID to the issuer, so that several instances of one service provider can be told apart.',
    },
  ],
  why: `A service provider takes the identity provider's keys from the metadata whose entityID is the Issuer. With this option
on, the Issuer differs from the entityID in the metadata of the tenant, and whoever was given that refuses the message.`,
  fix: `If the service provider is to tell several applications of one tenant apart, give it this very Issuer as the entityID of
the identity provider. If not, switch the option off.`,

  skip: (message, facts) =>
    notEntra(facts) ??
    (message.kind !== 'response' && message.kind !== 'assertion'
      ? 'not a message that only an identity provider sends'
      : facts.issuers
        ? 'the metadata says which Issuer is expected; issuer/mismatch is about that'
        : undefined),

  run(message) {
    const issuer = issuersIn(message).find(({ value }) => isGuid(appended(value)));
    if (!issuer) return { verdict: 'pass' };
    const tenant = issuer.value.slice(0, issuer.value.length - appended(issuer.value).length);
    return {
      verdict: 'fail',
      at: [issuer.at],
      data: { issuer: shown(issuer.raw), application: appended(issuer.value) },
      expected: `${shown(tenant)}, as the metadata of the tenant has it`,
      actual: shown(issuer.raw),
      remedies: [
        {
          end: 'service provider',
          do: `Use ${shown(issuer.raw)} as the entityID of the identity provider, if the application is meant to have an Issuer of its own.`,
        },
        {
          end: 'identity provider',
          do: 'Or, in Microsoft Entra ID at Enterprise applications > (application) > Single sign-on > Attributes & Claims > Advanced settings > Advanced SAML claims options, leave out "Append application ID to issuer".',
        },
      ],
    };
  },

  message: ({ issuer, application }) =>
    `The Issuer is ${issuer}: the issuer of the tenant with the application ID ${application} appended.`,
});

/** What follows the tenant in an issuer of Entra ID. */
function appended(issuer: string): string {
  return (/^https:\/\/[^/]{1,255}\/[^/]{1,255}\/(.{0,64})$/.exec(issuer)?.[1] ?? '').replace(/\/$/, '');
}
