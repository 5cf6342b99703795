import { decodeUtf8 } from '../../base/bytes.ts';
import type { DigestTrial } from './digest-trial.ts';
import { atTheSigner, type Cause, type Found } from './explanation.ts';
import { nameOf } from './naming.ts';

/** Digests over other octets than the canonical form in UTF-8. */
export const digestedOctetsCauses: readonly Cause<DigestTrial>[] = [
  { id: 'enveloped-signature-not-declared', find: envelopedNotDeclared },
  { id: 'other-element-digested', find: otherElement },
  { id: 'not-canonicalised', find: notCanonicalised },
  { id: 'octets-framed', find: framed },
  { id: 'octets-in-other-encoding', find: otherEncoding },
];

/** The signature stands in the target, and no transform takes it out; or the other way about. */
function envelopedNotDeclared(trial: DigestTrial): Found | undefined {
  const { signature, target, omitted } = trial;
  if (omitted) return undefined;
  const without = { children: (list: Children) => list.filter((child) => child !== signature) };
  if (!trial.changed(without)) return undefined;
  return {
    says: `The signature stands inside the ${target.localName} it signs, and the enveloped-signature transform, which leaves it out of the digest, is missing.`,
    proof: `Without the signature, the ${trial.hash} digest of the ${target.localName} is exactly the one written.`,
    at: trial.reference.element,
    remedy: atTheSigner(
      'Name the transform http://www.w3.org/2000/09/xmldsig#enveloped-signature in the Reference, before the canonicalisation.',
    ),
  };
}

type Children = DigestTrial['target']['children'];

/** Elements with an ID that are tried; a message has few. */
const ELEMENTS = 64;

function otherElement(trial: DigestTrial): Found | undefined {
  const { document, target } = trial;
  const others = new Set([...document.ids.values()].flat());
  if (document.root) {
    others.add(document.root);
    for (const child of target.children) if (child.type === 'element') others.add(child);
  }
  if (target.parent) others.add(target.parent);
  others.delete(target);
  for (const other of [...others].slice(0, ELEMENTS)) {
    if (!trial.matches(trial.form(undefined, undefined, other))) continue;
    return {
      says: `The reference leads to ${nameOf(target)}, but what was digested is ${nameOf(other)}.`,
      proof: `The ${trial.hash} digest of ${nameOf(other)} is exactly the one written.`,
      at: other,
      remedy: atTheSigner(
        'Make the URI of the Reference name the element that is digested; the two were exchanged, or an ID was changed after signing.',
      ),
    };
  }
  return undefined;
}

/** The text of the target as it stands in the source, without canonicalisation. */
function notCanonicalised(trial: DigestTrial): Found | undefined {
  const { target, omitted, document } = trial;
  const { text } = document.source;
  const raw = omitted
    ? text.slice(target.start, omitted.start) + text.slice(omitted.end, target.end)
    : text.slice(target.start, target.end);
  const shapes = [raw, ...otherLineEnds(raw), `${raw}\n`];
  if (!shapes.some((shape) => trial.matches(shape))) return undefined;
  return {
    says: 'The signer digested the XML as it was written and not its canonical form.',
    proof: `The ${trial.hash} digest of the text of the ${target.localName} as it stands, without the signature, is exactly the one written.`,
    at: trial.reference.element,
    remedy: atTheSigner(
      'Canonicalise before digesting, by the algorithm that the transforms of the Reference name.',
    ),
  };
}

/** CR LF for LF, and the other way round. */
function otherLineEnds(raw: string): string[] {
  if (!/[\r\n]/.test(raw)) return [];
  const bare = raw.replaceAll('\r\n', '\n');
  return [bare, bare.replaceAll('\n', '\r\n')].filter((one) => one !== raw);
}

function framed(trial: DigestTrial): Found | undefined {
  const form = trial.form();
  const found = FRAMES.find(([before, after]) => trial.matches(before + form + after));
  if (!found) return undefined;
  return {
    says: `The signer digested ${found[2]} with the canonical form.`,
    proof: `With it, the ${trial.hash} digest is exactly the one written.`,
    at: trial.reference.element,
    remedy: atTheSigner(`Digest the canonical form alone, without ${found[2]}.`),
  };
}

const FRAMES: readonly (readonly [before: string, after: string, what: string])[] = [
  ['\uFEFF', '', 'a byte order mark'],
  ['', '\n', 'a line feed after the end'],
  ['', '\r\n', 'a line end after the end'],
  ['<?xml version="1.0"?>', '', 'an XML declaration'],
  ['<?xml version="1.0" encoding="UTF-8"?>', '', 'an XML declaration'],
  ['<?xml version="1.0" encoding="utf-8"?>', '', 'an XML declaration'],
  ['<?xml version="1.0" encoding="UTF-8"?>\n', '', 'an XML declaration'],
];

function otherEncoding(trial: DigestTrial): Found | undefined {
  const form = trial.form();
  const found = ENCODINGS.find(([, encode]) => {
    const octets = encode(form);
    return octets !== undefined && trial.matches(octets);
  });
  if (!found) return undefined;
  return {
    says: `The signer digested the canonical form in ${found[0]}, where it is UTF-8.`,
    proof: `In ${found[0]}, the ${trial.hash} digest is exactly the one written.`,
    at: trial.reference.element,
    remedy: atTheSigner('Encode the canonical form in UTF-8 before digesting it.'),
  };
}

const ENCODINGS: readonly (readonly [name: string, encode: (text: string) => Uint8Array | undefined])[] = [
  ['UTF-16, little end first', (text) => units(text, true)],
  ['UTF-16, big end first', (text) => units(text, false)],
  ['ISO-8859-1', latin1],
  ['ASCII, with `?` for every other character', ascii],
];

function units(text: string, little: boolean): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  const view = new DataView(octets.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
  return octets;
}

/** `undefined` where the octets are UTF-8: then it is the message that was misread, and the signer was right. */
function latin1(text: string): Uint8Array | undefined {
  const octets = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) return undefined;
    octets[i] = code;
  }
  return decodeUtf8(octets) === undefined ? octets : undefined;
}

function ascii(text: string): Uint8Array {
  const octets = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    octets[i] = code > 0x7f ? 0x3f : code;
  }
  return octets;
}
