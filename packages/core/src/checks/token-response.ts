import type { Message } from '../metadata/model.ts';
import { readTokenResponse, type TokenResponse } from '../saml/token-response.ts';

/** The RequestSecurityTokenResponse that a message came in, or that it is, where it brings no assertion. */
export function tokenResponseOf({ document: { root } }: Message): TokenResponse | undefined {
  return root && readTokenResponse(root);
}
