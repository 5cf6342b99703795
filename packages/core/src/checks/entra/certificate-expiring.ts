import { defineCheck } from '../check.ts';
import { entraPages, nameApplication, noServicePrincipalGiven } from '../entra-application.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'entra/certificate-expiring',
  title: 'The active certificate of the application ends within a month, or has ended',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: ['now'],
  cites: [
    {
      spec: 'entra',
      section: entraPages.graph,
      says: 'keyCredentials lists the certificates of an application, each with the time at which it ends.',
    },
  ],
  why: `Microsoft Entra ID goes on signing by a certificate that has run out, so that nothing happens on that day by itself. But
some service providers refuse it then, all at once; and whoever changes it in a hurry at one end only breaks the login for
everybody.`,
  fix: `Add a new certificate now, hand it to the service provider, and make it the active one only then.`,

  skip: (message, facts) =>
    noServicePrincipalGiven(facts) ??
    (message.kind === 'response' || message.kind === 'assertion'
      ? facts.entraApplication?.signingCertificates.some(
          ({ thumbprint, endsAt }) =>
            endsAt !== undefined && thumbprint === facts.entraApplication?.activeThumbprint,
        )
        ? undefined
        : 'the export does not tell when the active certificate ends'
      : 'not a message that Entra ID signs'),

  run({ element }, facts) {
    const { entraApplication: app, now } = facts;
    const active = app?.signingCertificates.find(({ thumbprint }) => thumbprint === app.activeThumbprint);
    if (!app || active?.endsAt === undefined || active.endsAt - now > MONTH) return { verdict: 'pass' };
    const next = app.signingCertificates.find(
      ({ thumbprint, endsAt = 0 }) => thumbprint !== active.thumbprint && endsAt - now > MONTH,
    );
    return {
      verdict: 'fail',
      at: [element],
      data: {
        application: nameApplication(app),
        thumbprint: active.thumbprint ?? '',
        when:
          active.endsAt > now
            ? `ends on ${moment(active.endsAt)}, in ${duration(active.endsAt - now)}`
            : `ended on ${moment(active.endsAt)}, ${duration(now - active.endsAt)} ago`,
      },
      expected: `valid for another month at ${moment(now)}`,
      actual: `valid until ${moment(active.endsAt)}`,
      ...(next && {
        nearMiss: `The certificate ${next.thumbprint ?? next.keyId ?? ''} is there already and waits to be made active.`,
      }),
      remedies: [
        {
          end: 'service provider',
          do: `Take ${next ? `the certificate ${next.thumbprint ?? ''}` : 'the new certificate'} before it signs; where only one can be entered, agree on the moment.`,
        },
        {
          end: 'identity provider',
          do: `In Microsoft Entra ID, at Enterprise applications > (application) > Single sign-on > SAML Certificates > Edit: ${next ? 'Make certificate active' : 'New Certificate'}${next ? ', after the service provider has it' : ', and make it active after the service provider has it'}.`,
        },
      ],
    };
  },

  message: ({ application, thumbprint, when }) =>
    `The active signing certificate of ${application}, ${thumbprint}, ${when}.`,
});

const MONTH = 30 * 24 * 60 * 60 * 1000;
