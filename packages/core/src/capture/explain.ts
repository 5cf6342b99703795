import { decodeLatin1 } from '../base/bytes.ts';
import { SamlscopeError } from '../base/errors.ts';
import type { Input } from './capture.ts';
import { type Budget, count, type Payload } from './decoding.ts';
import { firstInk } from './letters.ts';

/** What something is that is not SAML, and what to do about it. */
interface Likeness {
  /** Follows "this is" or "there is". */
  readonly is: string;
  readonly remedy?: string;
}

const COPY_PARAMETER =
  'Copy the value of the SAMLResponse or SAMLRequest parameter out of it and inspect that.';

/**
 * Says why no message was found: what the input looks like, what came out of the encodings that could be undone,
 * and what was looked for. Nothing of the input is repeated but a single character.
 *
 * @param ends where unwrapping came to an end without XML
 */
export function explainNothingFound(input: Input, ends: readonly Payload[], budget: Budget): SamlscopeError {
  const deepest = ends.reduce<Payload | undefined>(
    (best, end) => (best && best.steps.length >= end.steps.length ? best : end),
    undefined,
  );
  return new SamlscopeError('no-saml', headline(input, deepest, budget), details(deepest));
}

function headline(input: Input, deepest: Payload | undefined, budget: Budget): string {
  const outer = likeness(input);
  if (outer) return sentence(`this is ${outer.is}`, outer.remedy);
  if (deepest && deepest.steps.length > 0) {
    const inner = likeness(deepest.content);
    const undone = deepest.steps.map(({ operation }) => operation).join(', then ');
    const is = inner?.is ?? (typeof deepest.content === 'string' ? 'text without XML in it' : 'binary data');
    return sentence(`after undoing ${undone} there is ${is}`, inner?.remedy);
  }
  const fault = budget.faults.reduce<Budget['faults'][number] | undefined>(
    (best, one) => (best && best.offset >= one.offset ? best : one),
    undefined,
  );
  if (fault) {
    const character = JSON.stringify(fault.character);
    const what = fault.afterPadding
      ? `${character} after the padding "=" that ends it`
      : `the character ${character}, which is none of base64`;
    return sentence(
      `this looks like base64, but has ${what}, at offset ${fault.offset}`,
      'Copy the value again, whole and alone.',
    );
  }
  return sentence('there is no SAML in this text', COPY_PARAMETER);
}

function sentence(statement: string, remedy: string | undefined): string {
  const first = statement.charAt(0).toUpperCase() + statement.slice(1);
  return remedy === undefined ? `${first}.` : `${first}. ${remedy}`;
}

function details(deepest: Payload | undefined): readonly string[] {
  const undone = (deepest?.steps ?? []).map(({ says }) => `Undone: ${says}.`);
  return [
    ...undone,
    'Looked for: XML; base64, with DEFLATE or without; a form body or query with SAMLResponse or SAMLRequest; a URL; ' +
      'an HTML page with such a form; an HTTP message; JSON and HAR; XML or base64 within other text.',
  ];
}

/** Enough of the beginning to tell. */
const HEAD = 4096;

function likeness(content: Input): Likeness | undefined {
  if (typeof content === 'string') return likenessOfText(content);
  return likenessOfBytes(content) ?? likenessOfText(decodeLatin1(content.subarray(0, HEAD)));
}

function likenessOfText(text: string): Likeness | undefined {
  const start = firstInk(text);
  if (start >= text.length) return { is: 'empty', remedy: COPY_SOMETHING };
  const head = text.slice(start, start + HEAD);
  const pem = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(head)?.[1];
  if (pem !== undefined) return likenessOfPem(pem);
  if (/^(?:Bearer )?["']?eyJ[\w-]{4,4096}\.(?:[\w-]|$)/.test(head))
    return { is: 'a JWT (OpenID Connect), not SAML' };
  if (head.startsWith('PK\u0003\u0004')) return ZIP;
  if (/^MII[A-Za-z0-9+/\s]{16}/.test(head)) return DER_IN_BASE64;
  if (/^AAQAA[A-Za-z0-9+/%]{40,80}={0,2}$/.test(head.trimEnd())) return ARTIFACT;
  if (/^<(?:!doctype\s{1,16}html|html|head|body|form)\b/i.test(head)) {
    return {
      is: 'an HTML page without a SAML form',
      remedy: 'Save the page that submits itself to the other side.',
    };
  }
  if (/^\{\s{0,64}"log"\s{0,8}:/.test(head)) {
    return { is: 'a HAR in which no request or response carries a SAML message', remedy: COPY_PARAMETER };
  }
  if (/^[{[]\s{0,64}(?:["{[\]}\d-]|$)/.test(head))
    return { is: 'JSON without a SAML message in it', remedy: COPY_PARAMETER };
  return undefined;
}

const GIVE_AS_FACT = 'Certificates are given as a fact beside the message.';
const NOT_READ = 'It was not read further.';
const COPY_SOMETHING = 'Give the captured message: XML, base64, a URL, a form body or a page.';
const ZIP: Likeness = {
  is: 'a ZIP archive (a Fiddler SAZ, if it came from there)',
  remedy: COPY_PARAMETER,
};
const ARTIFACT: Likeness = {
  is: 'a SAML artifact, which only stands for a message',
  remedy: 'Capture the ArtifactResponse that the receiver fetches for it over SOAP.',
};
const DER_IN_BASE64: Likeness = {
  is: 'base64 of a certificate or key, not of a SAML message',
  remedy: GIVE_AS_FACT,
};

function likenessOfPem(label: string): Likeness {
  if (label.endsWith('PRIVATE KEY')) {
    return { is: 'a private key, not a SAML message', remedy: NOT_READ };
  }
  const is = label === 'CERTIFICATE' ? 'a certificate' : `a ${label.toLowerCase()} in PEM`;
  return { is: `${is}, not a SAML message`, remedy: GIVE_AS_FACT };
}

function likenessOfBytes(bytes: Uint8Array): Likeness | undefined {
  const begins = (...expected: number[]) => expected.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) return { is: 'empty', remedy: COPY_SOMETHING };
  if (begins(0x50, 0x4b, 0x03, 0x04)) return ZIP;
  if (begins(0x1f, 0x8b)) return { is: 'gzip data', remedy: 'Decompress it first.' };
  if (begins(0x89, 0x50, 0x4e, 0x47)) return { is: 'a PNG image' };
  if (begins(0x25, 0x50, 0x44, 0x46)) return { is: 'a PDF' };
  if (begins(0x00, 0x04) && bytes.length === 44) return ARTIFACT;
  if (begins(0x30, 0x82)) return likenessOfDer(bytes);
  if (/^[^\x20-\x7e]/.test(decodeLatin1(bytes.subarray(0, 1)))) {
    return { is: `binary data, ${count(bytes.length, 'byte')}` };
  }
  return undefined;
}

/** By what follows the outer SEQUENCE: an INTEGER begins keys and PKCS #12, another SEQUENCE the rest. */
function likenessOfDer(bytes: Uint8Array): Likeness {
  if (bytes[4] === 0x02) {
    return { is: 'a private key or key store in DER, not a SAML message', remedy: NOT_READ };
  }
  const is =
    bytes[4] === 0x30 && bytes[5] === 0x82 ? 'a certificate in DER' : 'a public key or certificate in DER';
  return { is: `${is}, not a SAML message`, remedy: GIVE_AS_FACT };
}
