import { findTag, LESS_THAN_SIGNS } from './element.ts';
import { findMessageParameter } from './parameters.ts';

/** Base64 of `<?xml`, `<saml`, `<Response`, `<Assertion`, `<Entity…`, `<ns…:`, `<md:`, `<Authn…`, `<Logout…`. */
const BASE64_BEGINNINGS =
  /PD94bWw|PHNhbW|PFJlc3BvbnNl|PEFzc2VydGlvb|PEVudGl0|PG5z[A-Za-z0-9]|PG1kO|PEF1dGhu|PExvZ291d/g;

/** Where base64 that begins like SAML stands in the text, from `from` on; -1 where there is none. */
export function findBase64(text: string, from: number): number {
  BASE64_BEGINNINGS.lastIndex = from;
  return BASE64_BEGINNINGS.exec(text)?.index ?? -1;
}

/** Whether a closer look at this text may find a message. */
export function holdsSaml(text: string): boolean {
  return (
    findMessageParameter(text, 0) !== undefined ||
    findBase64(text, 0) >= 0 ||
    LESS_THAN_SIGNS.some((sign) => findTag(text, 0, sign) !== undefined)
  );
}
