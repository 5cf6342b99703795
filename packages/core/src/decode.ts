import { SamlscopeError } from './base/errors.ts';
import type { DecodingStep } from './base/source.ts';
import { capture, type Input } from './capture/capture.ts';
import { readPrivateKeysPem } from './x509/private-key.ts';
import { decryptDocument } from './xenc/decrypt.ts';
import type { XmlDocument } from './xml/document.ts';
import { parseXml } from './xml/parse.ts';
import { positionOf } from './xml/position.ts';
import { printXml } from './xml/print.ts';

/** One message, decoded to XML. */
export interface Decoded {
  /** What the input was taken for. */
  readonly format: string;
  /** The parameter the message stood in, where it stood in one. */
  readonly parameter?: string;
  readonly xml: string;
  /** Each encoding undone, in order. */
  readonly steps: readonly DecodingStep[];
}

/**
 * Undoes the encodings of whatever was captured and returns the XML in it, untouched or, with `pretty`, indented.
 * With `privateKeys` (PEM) what they open stands decrypted in its place, and `steps` tells.
 *
 * @throws SamlscopeError `no-saml` where there is none, `limit` where it is too large; with `pretty` also `not-xml`
 *   where the text is not well-formed, since indenting it would hide where it breaks
 */
export function decode(
  input: Input,
  options: {
    readonly name?: string;
    readonly pretty?: boolean;
    readonly privateKeys?: readonly string[];
  } = {},
): Decoded[] {
  const privateKeys = (options.privateKeys ?? []).flatMap((text, i) =>
    readPrivateKeysPem(text, `private key ${i + 1} given`),
  );
  return capture(input, options.name ?? 'input').map(({ format, parameter, source }) => {
    const parsed = options.pretty || privateKeys.length > 0 ? parseXml(source) : undefined;
    const document = parsed && decryptDocument(parsed, privateKeys).document;
    return {
      format,
      ...(parameter !== undefined && { parameter }),
      xml: options.pretty && document ? pretty(document) : (document?.source ?? source).text,
      steps: (document?.source ?? source).steps,
    };
  });
}

function pretty(document: XmlDocument): string {
  const { source } = document;
  if (document.problem) {
    const { line, column } = positionOf(document, document.problem.start);
    throw new SamlscopeError(
      'not-xml',
      `${source.name}: line ${line}, column ${column}: ${document.problem.message} Without --pretty it is printed as it is.`,
    );
  }
  return printXml(document);
}
