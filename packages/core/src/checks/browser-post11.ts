import { ARTIFACT_11, type Saml11Message } from '../saml/model11.ts';
import { envelopeOf } from './wire.ts';

/** Why the rules for a Response of SAML 1.1 that a browser posts do not apply to this one; `undefined` where they do. */
export function notPosted11(message: Saml11Message): string | undefined {
  if (message.carrier !== 'response') return 'there is no Response';
  if (envelopeOf(message)) return 'it came by SOAP, which answers a request';
  const methods = message.assertions.flatMap(({ subjects }) =>
    subjects.flatMap(({ confirmationMethods }) => confirmationMethods),
  );
  return methods.some(({ value }) => value === ARTIFACT_11)
    ? 'it was fetched with an artifact, as ConfirmationMethod says'
    : undefined;
}

/** The names of the status codes, the outermost first, without their prefixes. */
export function statusNames11({ statusCodes }: Saml11Message): readonly string[] {
  return statusCodes.map(({ value }) => value.slice(value.indexOf(':') + 1));
}
