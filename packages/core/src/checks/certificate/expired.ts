import { defineCheck } from '../check.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'certificate/expired',
  title: 'The certificate has expired',
  severity: 'warning',
  since: 'next',
  on: 'certificate',
  needs: ['now'],
  cites: [
    {
      spec: 'rfc',
      section: '5280 4.1.2.5',
      says: 'notAfter ends the time in which the issuer of a certificate vouches for it.',
    },
  ],
  why: `In SAML a certificate usually only carries a key: the SAML Metadata Interoperability Profile has receivers trust the key
because the metadata lists it and ignore the dates, and most do. So this alone rarely breaks a login. Some products check the
dates all the same, and an expired certificate is a sign that nobody watches over the key.`,
  fix: `Create a new signing certificate at the identity provider, give it to the service provider first, and only then make it
the active one.`,

  run({ certificate, use, at }, { now, skewMs }) {
    if (now - skewMs <= certificate.notAfter) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [at],
      data: {
        subject: certificate.subject,
        sha1: certificate.sha1,
        use,
        ended: moment(certificate.notAfter),
        ago: duration(now - certificate.notAfter),
      },
      expected: `valid at ${moment(now)}`,
      actual: `valid until ${moment(certificate.notAfter)}`,
      remedies: [
        {
          end: 'identity provider',
          do: 'Create a new signing certificate, hand it to the service provider, and only then make it the active one.',
        },
      ],
    };
  },

  message: ({ subject, sha1, use, ended, ago }) =>
    `The certificate ${subject} (SHA-1 ${sha1}; ${use}) expired on ${ended}, ${ago} before the moment judged.`,
});
