import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { nameKey } from '../key-name.ts';
import { refuse } from '../refusal.ts';

export default defineCheck({
  id: 'attack/cloned-certificate',
  title: 'The message brings an imitation of the identity provider’s certificate',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'rfc',
      section: '5280 4.1.2.2',
      says: 'A serial number is unique for each certificate that an issuer issues.',
    },
    {
      spec: 'saml-core',
      section: '5.4.5',
      says: 'KeyInfo is optional and only a hint; what makes a key acceptable is agreed outside the message.',
    },
  ],
  why: `The certificate in KeyInfo has subject, issuer and serial number of the genuine one, and another key. No change of
certificates makes such a thing: someone copied the certificate to a key of their own, as tools for testing SAML do. A service
provider that compares names, or trusts whatever certificate comes along, lets its owner log in as anybody.`,
  fix: refuse('At the service provider, compare the key or the whole certificate, never its names.'),

  skip({ keyInfo }, { keys }) {
    if (!keyInfo.some(({ certificate }) => certificate)) return 'the message brings no certificate';
    return keys
      ? undefined
      : 'no certificate is known to compare with; signature/key-not-trusted asks for it';
  },

  run({ element, parent, keyInfo, outcome }, { keys = [] }) {
    for (const shown of keyInfo) {
      const genuine = keys.find(
        ({ certificate, key }) =>
          certificate !== undefined &&
          shown.certificate !== undefined &&
          key.spkiSha256 !== shown.key.spkiSha256 &&
          certificate.subject === shown.certificate.subject &&
          certificate.issuer === shown.certificate.issuer &&
          certificate.serial === shown.certificate.serial,
      );
      if (!genuine) continue;
      return {
        verdict: 'fail',
        at: [element],
        data: {
          signed: nameElement(parent ?? element),
          imitation: nameKey(shown),
          verifies: outcome === 'signer-unknown',
        },
        expected: `${nameKey(genuine)}, from ${genuine.from}`,
        actual: `${nameKey(shown)}, from ${shown.from}`,
        explains: [
          { check: 'signature/key-not-trusted', on: element },
          { check: 'signature/value-mismatch', on: element },
        ],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ signed, imitation, verifies }) =>
    `The Signature on ${signed} brings ${imitation}, which has the names and the serial number of the certificate you know but another key${verifies ? '; under that key the signature holds' : ''}.`,
});
