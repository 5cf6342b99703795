import { signature } from './attack-signature.ts';
import type { Attacker, Technique } from './attack-technique.ts';
import { text } from './attack-text.ts';
import { wrapping } from './attack-wrapping.ts';
import { testKeys } from './keys.ts';

const table = { ...wrapping, ...signature, ...text };

/** The name of a technique: `xsw3`, `comment-in-name-id`, `hmac-public-key`… */
export type AttackTechnique = keyof typeof table;

/** What an attacker wants and has; everything has a default. */
export interface AttackOptions {
  /** Whom they want to be. `admin@example.com`. */
  readonly nameId?: string;
  /** Their own key. `testKeys.other`. */
  readonly key?: Attacker['key'];
  /** The identity provider's key, of which attacks use the certificate alone, except `void-digest`. `testKeys.idp`. */
  readonly trusted?: Attacker['trusted'];
}

/** Every technique. */
export const attackTechniques = Object.keys(table) as readonly AttackTechnique[];

/** What a technique does, in one sentence, and the advisories about programs that it fooled. */
export function describeAttack(technique: AttackTechnique): Omit<Technique, 'apply'> {
  const { says, advisories } = table[technique];
  return { says, advisories };
}

/**
 * Makes an attack of a valid signed Response. A service provider must refuse what comes out, each and every one.
 *
 * @param valid A Response that a service provider accepts: signed as the technique needs it.
 * @throws TypeError where the message has nothing for the technique to work on: no signed Response for `xsw1`, no line
 *   feed for `line-separator`. An attack that changes nothing tests nothing.
 */
export function attack(valid: string, technique: AttackTechnique, options: AttackOptions = {}): string {
  const { nameId = 'admin@example.com', key = testKeys.other, trusted = testKeys.idp } = options;
  const attacked = (table[technique] as Technique).apply(valid, { nameId, key, trusted });
  if (attacked === valid) throw new TypeError(`${technique} changed nothing in this message.`);
  return attacked;
}
