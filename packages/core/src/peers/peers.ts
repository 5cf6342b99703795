import { adfs } from './adfs.ts';
import { awsIam } from './aws-iam.ts';
import { itfoxtec, sustainsys } from './dotnet.ts';
import { crewjamSaml, gosaml2 } from './go.ts';
import { nodeSaml } from './node-saml.ts';
import { openSamlJava, shibbolethIdp, shibbolethSp, springSecurity } from './opensaml.ts';
import type { Peer, Refusal } from './peer.ts';
import { pysaml2 } from './pysaml2.ts';
import { phpSaml, python3Saml, rubySaml } from './saml-toolkits.ts';
import { samlify } from './samlify.ts';
import { simpleSamlPhp } from './simplesamlphp.ts';

/** Every product whose texts are known, those most used first. */
export const peers: readonly Peer[] = [
  awsIam,
  nodeSaml,
  springSecurity,
  python3Saml,
  rubySaml,
  phpSaml,
  simpleSamlPhp,
  shibbolethSp,
  shibbolethIdp,
  openSamlJava,
  crewjamSaml,
  gosaml2,
  sustainsys,
  itfoxtec,
  pysaml2,
  samlify,
  adfs,
];

/** What one product prints where a check of ours fails. */
export interface PeerRefusal {
  /** `node-saml`. */
  readonly product: string;
  /** With `{issuer}` and the like where it fills a value in. */
  readonly says: string;
  readonly source: string;
  /** ISO date of the day the source was read. */
  readonly checkedOn: string;
  /** How its rule differs, so that it may refuse more or less. */
  readonly note?: string;
  /** Set where the very text was not seen at its source. */
  readonly unverified?: true;
}

let byCheck: ReadonlyMap<string, readonly PeerRefusal[]> | undefined;

/** The products that refuse a message for what this check finds, one text each: the one that names it most closely. */
export function refusalsFor(check: string): readonly PeerRefusal[] {
  byCheck ??= index();
  return byCheck.get(check) ?? [];
}

function index(): Map<string, PeerRefusal[]> {
  const found = new Map<string, PeerRefusal[]>();
  for (const peer of peers) {
    const closest = new Map<string, { refusal: Refusal; rank: number }>();
    for (const refusal of peer.refusals) {
      refusal.checks.forEach((check, rank) => {
        const before = closest.get(check);
        if (!before || rank < before.rank) closest.set(check, { refusal, rank });
      });
    }
    for (const [check, { refusal }] of closest) {
      found.set(check, [...(found.get(check) ?? []), told(peer, refusal)]);
    }
  }
  return found;
}

function told(peer: Peer, { says, source, note, unverified }: Refusal): PeerRefusal {
  return {
    product: peer.name,
    says,
    source: source ?? peer.source,
    checkedOn: peer.checkedOn,
    ...(note !== undefined && { note }),
    ...(unverified && { unverified }),
  };
}
