import type { DecodingStep } from '../../base/source.ts';
import type { Characters } from '../characters.ts';
import { alsoRepaired, type Payload, unwrapped } from '../decoding.ts';

/**
 * What the HTTP-POST binding does to a message is base64 alone: the bytes are the XML.
 *
 * Told as a repair where the capture shows that the message came by the Redirect binding, which deflates it first.
 *
 * @param characters the bytes, read as text
 * @param steps the base64 that led to them
 * @see SAML Bindings §3.5.4
 */
export function fromPost(payload: Payload, characters: Characters, steps: readonly DecodingStep[]): Payload {
  const told = payload.origin.binding === 'HTTP-Redirect' ? steps.map(tellNotDeflated) : steps;
  return unwrapped(payload, characters.text, told.concat(characters.steps));
}

function tellNotDeflated(one: DecodingStep): DecodingStep {
  if (one.operation !== 'base64') return one;
  return alsoRepaired(
    one,
    'not deflated, though it came in a query string, where the Redirect binding deflates it',
  );
}
