import type { KeyCandidate } from '../../x509/certificate.ts';
import { advisory } from '../advisories.ts';
import type { Remedy } from '../check.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import type { Facts } from '../facts.ts';
import { nameKey } from '../key-name.ts';
import { atIdentityProvider, atServiceProvider, isEntra } from '../remedies.ts';
import { anyOf, counted, moment } from '../wording.ts';

export default defineCheck({
  id: 'signature/key-not-trusted',
  title: 'The message is signed by a key that is not known to be the identity provider’s',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: ['keys'],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.5',
      says: 'KeyInfo is optional and only a hint; what makes a key acceptable is agreed outside the message.',
    },
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'The keys an entity signs with are published in the KeyDescriptor elements of its metadata.',
    },
    advisory('CVE-2024-32962'),
  ],
  why: `The signature holds, but only under the certificate that the message itself brings. Anyone can make a key, sign with
it and send the certificate along, so this shows that the message was not changed since, and nothing about who made it.`,
  fix: `Compare the certificate in the message with what the identity provider publishes now. If it is listed there, the
service provider's copy of the metadata is out of date. If not, do not trust the message.`,

  skip({ outcome, problems }) {
    if (outcome === 'signer-unknown') return undefined;
    const onlyKeyLacks = problems.length > 0 && problems.every(({ code }) => code === 'no-key');
    return outcome === 'undecidable' && onlyKeyLacks
      ? undefined
      : 'the signature does not hold under the key in the message alone';
  },

  run({ element, parent, outcome, value }, facts) {
    const { under } = value;
    if (outcome !== 'signer-unknown' || !under) {
      return { verdict: 'skip', because: 'no key given could be tried; signature/undecidable is about that' };
    }
    const [first] = facts.keys;
    const nearMiss = howClose(under, facts);
    return {
      verdict: 'fail',
      at: [element],
      data: {
        signed: parent ? nameElement(parent) : 'the document',
        under: nameKey(under),
        known:
          facts.keys.length === 1 && first
            ? `the one known, ${nameKey(first)}`
            : `any of the ${counted(facts.keys.length, 'key')} known`,
      },
      expected: anyOf(facts.keys.map((key) => `${nameKey(key)}, from ${key.from}`)),
      actual: `${nameKey(under)}, from ${under.from}`,
      ...(nearMiss && { nearMiss }),
      remedies: remedies(facts),
    };
  },

  message: ({ signed, under, known }) =>
    `${signed} is signed under ${under}, a certificate that only the message brings and that is not ${known}.`,
});

/** What Microsoft Entra ID calls the signing certificate of an enterprise application. */
const ENTRA_APPLICATION = 'Microsoft Azure Federated SSO Certificate';

/** What the two certificates have in common, and what that suggests. */
function howClose(under: KeyCandidate, facts: Facts): string | undefined {
  const { certificate } = under;
  const { keys = [] } = facts;
  if (!certificate) return undefined;
  if (facts.entraApplication?.activeThumbprint === certificate.sha1) {
    return 'By its thumbprint it is the active signing certificate of the application in Microsoft Entra ID that was given, so the service provider has an older one.';
  }
  const known = keys.flatMap((key) => key.certificate?.subject ?? []);
  const tenantWide = known.some((subject) => subject.includes('accounts.accesscontrol.windows.net'));
  const ofApplication = known.some((subject) => subject.includes(ENTRA_APPLICATION));
  if (certificate.subject.includes(ENTRA_APPLICATION) && (tenantWide || (isEntra(facts) && !ofApplication))) {
    const none = tenantWide
      ? "the one known is among Microsoft Entra ID's tenant-wide keys"
      : 'none of those known is one';
    return `The message is signed by the application's own certificate, and ${none}: so it is where the metadata was fetched without \`?appid=\`, which lists the keys of the tenant.`;
  }
  const sameSubject = keys.find((key) => key.certificate?.subject === certificate.subject)?.certificate;
  if (!sameSubject) return undefined;
  const newer = certificate.notBefore > sameSubject.notBefore;
  return `Both certificates are for ${certificate.subject}, but the keys differ; the one in the message is ${
    newer
      ? `newer (valid from ${moment(certificate.notBefore)}), as after a change of the signing certificate`
      : 'not newer, so this is no ordinary change of the signing certificate'
  }.`;
}

function remedies(facts: Facts): Remedy[] {
  const fetch = isEntra(facts)
    ? 'fetch the federation metadata of this very application (its address ends in `?appid=` and the application ID)'
    : 'fetch the metadata or the signing certificate that is in use now';
  return [
    atIdentityProvider(facts, 'certificate', fetch),
    atServiceProvider(
      facts,
      'signing',
      'once you know the key to be genuine, replace the old metadata or certificate by the new',
    ),
  ];
}
