import { copyOf } from '../base/bytes.ts';
import { digest } from '../base/crypto.ts';
import type { FilePosition } from '../base/source.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlElement } from '../xml/document.ts';
import { positionOf } from '../xml/position.ts';
import type { AggregateEntity, AggregateReport, CertificateCounts } from './aggregate-report.ts';
import type { KeyDescriptor } from './model.ts';
import { loginEndpoints } from './read-endpoints.ts';
import { SharedThings } from './shared.ts';

/** Bits below which a key no longer protects (NIST SP 800-131A); a curve's field is twice its strength. */
const LEAST = { modulus: 2048, curve: 224 };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Counts what the entities of a file have in them. Memory grows with entityIDs and keys, not with the file. */
export class AggregateCounts {
  private readonly now: number | undefined;
  private readonly most: number;
  private readonly roles = new Map<string, number>();
  private readonly seen = new Map<string, { places: FilePosition[]; count: number }>();
  private readonly repeated = new Set<string>();
  private readonly distinct = new Set<string>();
  private readonly counts: Mutable<CertificateCounts> & { listed: CertificateCounts['listed'][number][] };
  private readonly expired: NonNullable<AggregateReport['expiredEntities']>['listed'][number][] = [];
  private expiredCount = 0;
  private readonly keys: SharedThings<{ spkiSha256: string; subject?: string }>;
  private readonly endpoints: SharedThings<{ service: string; location: string }>;

  /** @param most how many places are listed of each kind */
  constructor(now: number | undefined, most: number) {
    this.now = now;
    this.most = most;
    this.keys = new SharedThings(most);
    this.endpoints = new SharedThings(most);
    this.counts = {
      uses: 0,
      distinct: 0,
      unreadable: 0,
      ...(now !== undefined && { expired: 0, notYetValid: 0 }),
      weak: 0,
      listed: [],
    };
  }

  /** An EntityDescriptor begins here. */
  begin(entityID: string, at: FilePosition): void {
    const before = this.seen.get(entityID);
    if (!before) {
      this.seen.set(entityID, { places: [at], count: 1 });
      return;
    }
    before.count++;
    if (before.places.length < this.most) before.places.push(at);
    this.repeated.add(entityID);
  }

  /** @param entityID the entity's, which is kept: a text of its own */
  add(entity: AggregateEntity, entityID: string): void {
    const { descriptor } = entity;
    const names = new Set<string>([
      ...descriptor.roles.map(({ element }) => element.localName),
      ...descriptor.otherRoles.map(({ name }) => name),
    ]);
    for (const name of names) this.roles.set(name, (this.roles.get(name) ?? 0) + 1);
    const validUntil = descriptor.validUntil?.epochMs;
    if (this.now !== undefined && validUntil !== undefined && validUntil <= this.now) {
      this.expiredCount++;
      if (this.expired.length < this.most) {
        this.expired.push({ entityID, validUntil: descriptor.validUntil?.raw ?? '', line: entity.at.line });
      }
    }
    const owner = { entityID, line: entity.at.line };
    for (const role of [...descriptor.roles, ...descriptor.otherRoles]) {
      for (const { service, location } of loginEndpoints(role.element)) {
        const short = digest('sha256', `${service} ${location.value}`)?.base64 ?? '';
        this.endpoints.add(short, owner, () => ({ service, location: copyOf(location.value) }));
      }
      for (const { keys } of role.keys) {
        for (const { key, certificate } of keys)
          this.keys.add(key.spkiSha256, owner, () => ({
            spkiSha256: key.spkiSha256,
            ...(certificate && { subject: certificate.subject }),
          }));
      }
      for (const key of role.keys) this.addKeys(entityID, key);
    }
  }

  private addKeys(entityID: string, { element, keys, problems }: KeyDescriptor): void {
    // Without a KeyInfo there is no problem to tell of, and no key.
    if (problems.length > 0 || keys.length === 0) this.counts.unreadable++;
    for (const key of keys) if (key.certificate) this.addCertificate(entityID, element, key);
  }

  private addCertificate(entityID: string, descriptor: XmlElement, { key, certificate }: KeyCandidate): void {
    if (!certificate) return;
    const { counts, now } = this;
    counts.uses++;
    this.distinct.add(certificate.sha256);
    const says: string[] = [];
    if (now !== undefined && certificate.notAfter <= now) {
      counts.expired = (counts.expired ?? 0) + 1;
      says.push(`expired on ${day(certificate.notAfter)}`);
    }
    if (now !== undefined && certificate.notBefore > now) {
      counts.notYetValid = (counts.notYetValid ?? 0) + 1;
      says.push(`not valid before ${day(certificate.notBefore)}`);
    }
    if (key.bits < (key.type === 'ec' ? LEAST.curve : /^(?:rsa|dsa)/.test(key.type) ? LEAST.modulus : 0)) {
      counts.weak++;
      says.push(`only ${key.bits} bits`);
    }
    if (says.length === 0 || counts.listed.length >= this.most) return;
    counts.listed.push({
      entityID,
      line: positionOf(descriptor.document, descriptor.start).line,
      subject: certificate.subject,
      sha256: certificate.sha256,
      says: says.join(', '),
    });
  }

  duplicates(): AggregateReport['duplicates'] {
    return [...this.repeated].slice(0, this.most).map((entityID) => {
      const { places, count } = this.seen.get(entityID) ?? { places: [], count: 0 };
      return { entityID, at: places, count };
    });
  }

  report(): Pick<
    AggregateReport,
    'roles' | 'certificates' | 'sharedKeys' | 'sharedEndpoints' | 'expiredEntities'
  > {
    return {
      roles: [...this.roles]
        .map(([name, entities]) => ({ name, entities }))
        .sort((a, b) => b.entities - a.entities || (a.name < b.name ? -1 : 1)),
      certificates: { ...this.counts, distinct: this.distinct.size },
      sharedKeys: this.keys.report(),
      sharedEndpoints: this.endpoints.report(),
      ...(this.now !== undefined && {
        expiredEntities: { count: this.expiredCount, listed: this.expired },
      }),
    };
  }
}

function day(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
