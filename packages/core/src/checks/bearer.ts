import { BEARER, type SubjectConfirmation } from '../saml/model.ts';

/** Why a check of bearer confirmations does not apply to this one; `undefined` where it does. */
export function notBearer(confirmation: SubjectConfirmation): string | undefined {
  return confirmation.method?.value === BEARER ? undefined : 'not a bearer confirmation';
}

/** As many confirmations of one subject are looked through as any real one has, and many more. */
const LOOKED_THROUGH = 64;

/**
 * Whether another bearer confirmation of the same subject is satisfactory. One is enough for a login, so a fault in
 * this one decides nothing then.
 *
 * @see SAML Profiles §4.1.4.3
 */
export function anotherBearer(
  confirmation: SubjectConfirmation,
  satisfies: (other: SubjectConfirmation) => boolean,
): boolean {
  const others = confirmation.assertion?.subject?.confirmations.slice(0, LOOKED_THROUGH) ?? [];
  return others.some((other) => other !== confirmation && !notBearer(other) && satisfies(other));
}

/** The reason to give where {@link anotherBearer} holds. */
export const ANOTHER_SUFFICES =
  'another bearer confirmation of the same subject satisfies this, and one is enough';
