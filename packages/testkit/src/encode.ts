import { deflateRawSync } from 'node:zlib';
import type { TestKey } from './keys.ts';
import { defaultAlgorithm, type SignatureAlgorithm, signatureUri, signOctets } from './sign.ts';
import { escapeAttribute } from './xml.ts';

export type MessageParameter = 'SAMLResponse' | 'SAMLRequest';

/** A message as the HTTP-POST binding carries it: base64 of its UTF-8. @see SAML Bindings §3.5.4 */
export function encodePost(xml: string): string {
  return Buffer.from(xml, 'utf8').toString('base64');
}

/** The body a browser posts: `SAMLResponse=…&RelayState=…`. */
export function formBody(xml: string, parameter: MessageParameter, relayState?: string): string {
  const body = new URLSearchParams({ [parameter]: encodePost(xml) });
  if (relayState !== undefined) body.set('RelayState', relayState);
  return body.toString();
}

export interface RedirectOptions {
  /** Where the message is sent; it may have a query of its own. */
  readonly location: string;
  readonly parameter: MessageParameter;
  readonly relayState?: string;
  /** Signs the query. */
  readonly key?: TestKey;
  readonly algorithm?: SignatureAlgorithm;
}

/**
 * A message as the HTTP-Redirect binding carries it: a URL with the message deflated, in base64 and percent-encoded.
 * The signature, where there is a key, is over the query as it is written (SAML Bindings §3.4.4.1), since a signature
 * inside the XML has no place in this binding.
 */
export function encodeRedirect(xml: string, options: RedirectOptions): string {
  const pairs = [`${options.parameter}=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}`];
  if (options.relayState !== undefined) pairs.push(`RelayState=${encodeURIComponent(options.relayState)}`);
  if (options.key) {
    const algorithm = options.algorithm ?? defaultAlgorithm(options.key);
    pairs.push(`SigAlg=${encodeURIComponent(signatureUri(algorithm))}`);
    pairs.push(`Signature=${encodeURIComponent(signOctets(pairs.join('&'), options.key, algorithm))}`);
  }
  return `${options.location}${options.location.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** The page that an identity provider has the browser submit by itself. */
export function autoPostPage(
  xml: string,
  action: string,
  parameter: MessageParameter,
  relayState?: string,
): string {
  const hidden = (name: string, value: string) =>
    `<input type="hidden" name="${name}" value="${escapeAttribute(value)}" />`;
  return [
    '<html><head><title>Working...</title></head>',
    `<body><form method="POST" name="hiddenform" action="${escapeAttribute(action)}">`,
    hidden(parameter, encodePost(xml)) + (relayState === undefined ? '' : hidden('RelayState', relayState)),
    '<noscript><p>Script is disabled. Click Submit to continue.</p><input type="submit" value="Submit" /></noscript>',
    '</form><script language="javascript">document.forms[0].submit();</script></body></html>',
    '',
  ].join('\n');
}
