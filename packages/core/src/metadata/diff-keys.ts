import type { KeyCandidate } from '../x509/certificate.ts';
import type { BareChange } from './diff-change.ts';
import type { RoleBase } from './model.ts';

type Use = 'signing' | 'encryption';

/** Compares the keys of one role. Keys are the same where the public key is, whatever the certificate round it. */
export function diffKeys(before: RoleBase, after: RoleBase, role: 'idp' | 'sp'): BareChange[] {
  return [
    ...diffUse(keysFor(before, 'signing'), keysFor(after, 'signing'), 'signing', role),
    ...diffUse(keysFor(before, 'encryption'), keysFor(after, 'encryption'), 'encryption', role),
    ...diffCertificates(before, after),
  ];
}

function keysFor(role: RoleBase, use: Use): Map<string, KeyCandidate> {
  const found = new Map<string, KeyCandidate>();
  for (const descriptor of role.keys) {
    if (descriptor.use !== undefined && descriptor.use !== use) continue;
    for (const candidate of descriptor.keys) {
      if (!found.has(candidate.key.spkiSha256)) found.set(candidate.key.spkiSha256, candidate);
    }
  }
  return found;
}

function diffUse(
  before: ReadonlyMap<string, KeyCandidate>,
  after: ReadonlyMap<string, KeyCandidate>,
  use: Use,
  role: 'idp' | 'sp',
): BareChange[] {
  const removed = [...before].filter(([id]) => !after.has(id)).map(([, key]) => key);
  const added = [...after].filter(([id]) => !before.has(id)).map(([, key]) => key);
  const kept = [...before].filter(([id]) => after.has(id)).map(([, key]) => key);
  if (removed.length > 0 && added.length > 0 && kept.length === 0)
    return [replaced(removed, added, use, role)];
  return [
    ...added.map((key) => keyAdded(key, before.size, use, role)),
    ...removed.map((key) => keyRemoved(key, kept, use, role)),
  ];
}

/** No key is in both versions: whoever has the one cannot deal with the other. */
function replaced(
  removed: readonly KeyCandidate[],
  added: readonly KeyCandidate[],
  use: Use,
  role: 'idp' | 'sp',
): BareChange {
  const message = `The ${use} key ${names(removed)} was removed before its successor ${names(added)} had been published: no ${use} key is in both versions.`;
  return {
    kind: 'key-replaced',
    impact: 'breaks',
    message,
    consequence: REPLACED[use][role],
    before: names(removed),
    after: names(added),
  };
}

const REPLACED: Readonly<Record<Use, Readonly<Record<'idp' | 'sp', string>>>> = {
  signing: {
    idp: 'Service providers that hold the old metadata refuse every response once the new key signs; those that hold the new one refuse what the old key still signs. Publish both keys side by side, wait until every service provider has read them, switch, and only then remove the old one.',
    sp: 'Identity providers that hold the old metadata refuse requests that the new key signs. Publish both keys side by side, wait, switch, and only then remove the old one.',
  },
  encryption: {
    idp: 'Service providers that hold the old metadata encrypt for the old key. Keep its private key until none of them does.',
    sp: 'Identity providers that hold the old metadata encrypt for the old key: keep its private key until none of them does, or nothing they send can be read.',
  },
};

function keyAdded(key: KeyCandidate, before: number, use: Use, role: 'idp' | 'sp'): BareChange {
  const message = `A ${use} key was added: ${nameOf(key)}.`;
  if (before === 0 && use === 'encryption') {
    const consequence =
      'Identity providers that read this metadata begin to encrypt assertions. See that the private key is in place before it is published.';
    return { kind: 'key-added', impact: 'may-break', message, consequence, after: nameOf(key) };
  }
  const consequence =
    use === 'signing'
      ? `Sign with it only after every ${role === 'idp' ? 'service' : 'identity'} provider has read this metadata; those that take one certificate only have to be given it by hand at the moment of the switch.`
      : undefined;
  return {
    kind: 'key-added',
    impact: 'harmless',
    message,
    ...(consequence !== undefined && { consequence }),
    after: nameOf(key),
  };
}

function keyRemoved(
  key: KeyCandidate,
  kept: readonly KeyCandidate[],
  use: Use,
  role: 'idp' | 'sp',
): BareChange {
  const message = `The ${use} key ${nameOf(key)} was removed.`;
  const shared = { kind: 'key-removed', message, before: nameOf(key) } as const;
  const other = role === 'idp' ? 'Service providers' : 'Identity providers';
  if (kept.length > 0) {
    return use === 'signing'
      ? {
          ...shared,
          impact: 'may-break',
          consequence: `${other} that read this refuse what it still signs; nothing fails where ${names(kept)} signs already.`,
        }
      : {
          ...shared,
          impact: 'harmless',
          consequence: 'Keep its private key until nobody holds the old metadata any more.',
        };
  }
  return use === 'signing'
    ? {
        ...shared,
        impact: role === 'idp' ? 'breaks' : 'may-break',
        consequence: `No signing key is left: ${other.toLowerCase()} that read this can verify nothing ${role === 'idp' ? 'and refuse every response' : 'that is signed, and refuse signed requests'}.`,
      }
    : {
        ...shared,
        impact: 'may-break',
        consequence: `No encryption key is left: ${other.toLowerCase()} that read this stop encrypting, and those that must encrypt refuse to answer.`,
      };
}

/** Keys that are in both versions, in another certificate or for another use. */
function diffCertificates(before: RoleBase, after: RoleBase): BareChange[] {
  const changes: BareChange[] = [];
  const [old, young] = [descriptions(before), descriptions(after)];
  for (const [id, { certificates, uses }] of old) {
    const now = young.get(id);
    if (!now) continue;
    const fresh = [...now.certificates.values()].filter(
      (one) => !certificates.has(one.certificate?.sha256 ?? ''),
    );
    const gone = [...certificates.values()].filter(
      (one) => !now.certificates.has(one.certificate?.sha256 ?? ''),
    );
    if (fresh[0] && gone[0]) {
      changes.push({
        kind: 'certificate-renewed',
        impact: 'may-break',
        message: `The certificate of a key was renewed and the key kept: ${nameOf(gone[0])} became ${nameOf(fresh[0])}.`,
        consequence:
          'Nothing fails where the key is compared; those that compare the certificate have to be given the new one.',
        before: nameOf(gone[0]),
        after: nameOf(fresh[0]),
      });
    }
    if (uses !== now.uses) {
      changes.push({
        kind: 'key-use-changed',
        impact: 'may-break',
        message: `The key ${nameOf(now.first)} was for ${uses} and is now for ${now.uses}.`,
        before: uses,
        after: now.uses,
      });
    }
  }
  return changes;
}

interface KeyDescription {
  readonly first: KeyCandidate;
  readonly certificates: Map<string, KeyCandidate>;
  uses: string;
}

function descriptions(role: RoleBase): Map<string, KeyDescription> {
  const found = new Map<string, KeyDescription>();
  for (const use of ['signing', 'encryption'] as const) {
    for (const [id, candidate] of keysFor(role, use)) {
      const known = found.get(id);
      if (known) known.uses = 'signing and encryption';
      else found.set(id, { first: candidate, certificates: new Map(), uses: use });
    }
  }
  for (const candidate of role.keys.flatMap(({ keys }) => keys)) {
    const { certificate, key } = candidate;
    if (certificate) found.get(key.spkiSha256)?.certificates.set(certificate.sha256, candidate);
  }
  return found;
}

function names(keys: readonly KeyCandidate[]): string {
  return keys.map(nameOf).join(' and ');
}

/** `CN=idp.example (SHA-1 0A1B…, until 2028-06-01)`. */
function nameOf({ certificate, key }: KeyCandidate): string {
  if (!certificate) return `${key.type} key with ${key.bits} bits (SHA-256 ${key.spkiSha256.slice(0, 16)}…)`;
  const until = new Date(certificate.notAfter).toISOString().slice(0, 10);
  return `${certificate.subject} (SHA-1 ${certificate.sha1}, until ${until})`;
}
