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

/** Asked for few checks of the many, and for those again and again. */
const known = new Map<string, readonly PeerRefusal[]>();

/** The products that refuse a message for what this check finds, one text each: the one that names it most closely. */
export function refusalsFor(check: string): readonly PeerRefusal[] {
  let refusals = known.get(check);
  if (!refusals) {
    refusals = peers.flatMap((peer) => {
      const refusal = closest(peer, check);
      return refusal ? [told(peer, refusal)] : [];
    });
    known.set(check, refusals);
  }
  return refusals;
}

/** The refusal that names the check soonest among those that it stands for. */
function closest({ refusals }: Peer, check: string): Refusal | undefined {
  let found: Refusal | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const refusal of refusals) {
    const rank = refusal.checks.indexOf(check);
    if (rank < 0 || rank >= least) continue;
    found = refusal;
    least = rank;
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
