import { SamlscopeError } from './base/errors.ts';
import type { DecodingStep } from './base/source.ts';
import { capture, type Input } from './capture/capture.ts';
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
 *
 * @throws SamlscopeError `no-saml` where there is none, `limit` where it is too large; with `pretty` also `not-xml`
 *   where the text is not well-formed, since indenting it would hide where it breaks
 */
export function decode(
  input: Input,
  options: { readonly name?: string; readonly pretty?: boolean } = {},
): Decoded[] {
  return capture(input, options.name ?? 'input').map(({ format, parameter, source }) => ({
    format,
    ...(parameter !== undefined && { parameter }),
    xml: options.pretty ? pretty(source) : source.text,
    steps: source.steps,
  }));
}

function pretty(source: Parameters<typeof parseXml>[0]): string {
  const document = parseXml(source);
  if (document.problem) {
    const { line, column } = positionOf(source, document.problem.start);
    throw new SamlscopeError(
      'not-xml',
      `${source.name}: line ${line}, column ${column}: ${document.problem.message} Without --pretty it is printed as it is.`,
    );
  }
  return printXml(document);
}
