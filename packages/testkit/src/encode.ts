import { deflateRawSync } from 'node:zlib';
import type { TestKey } from './keys.ts';
import { defaultAlgorithm, type SignatureAlgorithm, signatureUri, signOctets } from './sign.ts';
import { declares, element, escapeAttribute, namespaces } from './xml.ts';

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

export interface SimpleSignOptions {
  readonly parameter: MessageParameter;
  readonly relayState?: string;
  readonly key: TestKey;
  readonly algorithm?: SignatureAlgorithm;
  /** Sends the key's certificate along as KeyInfo. */
  readonly keyInfo?: boolean;
}

/**
 * The body of a POST by the binding HTTP-POST-SimpleSign: the signature is over the XML itself and the other values as
 * they are, not percent-encoded.
 *
 * @see SAMLv2.0 HTTP POST "SimpleSign" Binding §2.5
 */
export function encodeSimpleSign(xml: string, options: SimpleSignOptions): string {
  const { parameter, relayState, key, algorithm = defaultAlgorithm(key) } = options;
  const more = {
    ...(relayState !== undefined && { RelayState: relayState }),
    SigAlg: signatureUri(algorithm),
  };
  const octets = Object.entries({ [parameter]: xml, ...more }).map(([name, value]) => `${name}=${value}`);
  const body = new URLSearchParams({ [parameter]: encodePost(xml), ...more });
  body.set('Signature', signOctets(octets.join('&'), key, algorithm));
  if (options.keyInfo) body.set('KeyInfo', encodePost(bareKeyInfo(key)));
  return body.toString();
}

function bareKeyInfo(key: TestKey): string {
  return element('ds:KeyInfo', declares('ds', namespaces.signature), [
    element('ds:X509Data', {}, element('ds:X509Certificate', {}, key.certificateBase64)),
  ]);
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
