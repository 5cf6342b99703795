import { defineCheck } from '../check.ts';
import { entraPages, nameApplication, noServicePrincipalGiven } from '../entra-application.ts';
import { moment } from '../wording.ts';

export default defineCheck({
  id: 'entra/certificate-not-active',
  title: 'The message is signed by another certificate than the active one',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.graph,
      says: 'preferredTokenSigningKeyThumbprint names the certificate that tokens are signed by.',
    },
    {
      spec: 'entra',
      section: entraPages.signing,
      says: 'One certificate of an application is active; the others wait, or have had their time.',
    },
  ],
  why: `Microsoft Entra ID signs every token of an application by the certificate that is active at that moment. A message signed
by another was made before the certificate was changed, or by another application; or the export is older than the change.
Whichever it is, the service provider and Microsoft Entra ID may not mean the same certificate now.`,
  fix: `Sign in once more for a new message, export the application again, and compare. Then see that the service provider has the
certificate that is active.`,

  skip: ({ value, keyInfo }, facts) =>
    noServicePrincipalGiven(facts) ??
    (facts.entraApplication?.activeThumbprint === undefined
      ? 'the export names no active certificate'
      : (value.under ?? keyInfo[0])?.certificate
        ? undefined
        : 'the certificate that signed is not known'),

  run({ element, value, keyInfo }, facts) {
    const { entraApplication: app } = facts;
    const certificate = (value.under ?? keyInfo[0])?.certificate;
    const active = app?.activeThumbprint;
    if (!app || !certificate || active === undefined || certificate.sha1 === active)
      return { verdict: 'pass' };
    const listed = app.signingCertificates.find(({ thumbprint }) => thumbprint === certificate.sha1);
    const now = app.signingCertificates.find(({ thumbprint }) => thumbprint === active);
    return {
      verdict: 'fail',
      at: [element],
      data: { signed: certificate.sha1, active, application: nameApplication(app) },
      expected: `${active}${now?.endsAt === undefined ? '' : `, valid until ${moment(now.endsAt)}`} (preferredTokenSigningKeyThumbprint)`,
      actual: `${certificate.sha1}, valid until ${moment(certificate.notAfter)}`,
      nearMiss: listed
        ? 'The application still has the certificate that signed, but it is not the active one: the message is from before the change, or the change was undone.'
        : 'The application has no such certificate (any more): the message is of another application, or its certificate has been deleted since.',
      remedies: [
        {
          end: 'service provider',
          do: `See that it has the certificate ${active}, which signs from now on.`,
        },
        { end: 'you', do: 'Export the application again if it was changed since, and capture a new login.' },
      ],
    };
  },

  message: ({ signed, active, application }) =>
    `The certificate that signed has the thumbprint ${signed}; that of ${application} which is active has ${active}.`,
});
