import { type Located, locate, locateId, type Selector } from './locate.ts';
import { escapeAttribute, escapeText } from './xml.ts';

/**
 * One change to a message's text. Applied before signing it is what a faulty identity provider sends; applied after
 * signing it is what happened to the message on its way.
 */
export type Mutation =
  /** Replaces an element's text. */
  | { readonly kind: 'set-text'; readonly element: string | Selector; readonly text: string }
  /** Sets an attribute, or adds it where it is not there. */
  | {
      readonly kind: 'set-attribute';
      readonly element: string | Selector;
      readonly attribute: string;
      readonly value: string;
    }
  | { readonly kind: 'remove-attribute'; readonly element: string | Selector; readonly attribute: string }
  | { readonly kind: 'remove-element'; readonly element: string | Selector }
  /** Puts markup before, after or into an element. */
  | {
      readonly kind: 'insert';
      readonly element: string | Selector;
      readonly where: 'before' | 'after' | 'first' | 'last';
      readonly markup: string;
    }
  /** Puts a comment into an element's text, after so many characters. */
  | { readonly kind: 'comment-in-text'; readonly element: string | Selector; readonly after: number }
  /** Gives an element the ID of another one. */
  | { readonly kind: 'duplicate-id'; readonly element: string | Selector; readonly of: string | Selector }
  /** Changes one character of SignatureValue, in the middle, so that it stays base64. */
  | { readonly kind: 'tamper-signature-value'; readonly nth?: number }
  /** Changes one character of DigestValue. */
  | { readonly kind: 'tamper-digest-value'; readonly nth?: number }
  /** Puts the signature of one message into another, in the place of its own. */
  | { readonly kind: 'swap-signature'; readonly from: string }
  /** Signature wrapping: see {@link WrappingShape}. */
  | { readonly kind: 'wrap'; readonly shape: WrappingShape; readonly nameId: string }
  /** Keeps so many characters. */
  | { readonly kind: 'cut-short'; readonly keep: number }
  /** Puts text before the root element, a document type declaration for instance. */
  | { readonly kind: 'prepend'; readonly text: string }
  /** Puts text after the root element. */
  | { readonly kind: 'append'; readonly text: string }
  /** Takes away the declaration of a prefix, wherever it stands. */
  | { readonly kind: 'unbind-prefix'; readonly prefix: string };

/**
 * Where a forged assertion and the signed original are put so that a careless service provider verifies the one and
 * reads the other (Somorovsky et al., "On Breaking SAML", 2012).
 *
 * - `forged-first`: the forgery stands before the original in the Response.
 * - `forged-last`: it stands after it.
 * - `original-in-forged`: the forgery takes the original's place and holds it as its last child.
 * - `original-in-signature`: the forgery takes the original's place and carries its signature, which holds the
 *   original in an Object. A reader that follows the enveloped-signature transform to the letter finds nothing left to
 *   digest; one that does not is fooled.
 * - `original-in-extensions`: the original is moved into samlp:Extensions.
 * - `signature-moved`: the forgery stands before the original and has its signature.
 * - `signature-moved-to-extensions`: the forgery takes the original's place and has its signature; the original is
 *   moved into samlp:Extensions.
 * - `same-id`: the forgery stands first and has the ID of the original.
 */
export type WrappingShape =
  | 'forged-first'
  | 'forged-last'
  | 'original-in-forged'
  | 'original-in-signature'
  | 'original-in-extensions'
  | 'signature-moved'
  | 'signature-moved-to-extensions'
  | 'same-id';

/** Applies one change. @throws TypeError where what it is to change is not there. */
export function mutate(xml: string, mutation: Mutation): string {
  switch (mutation.kind) {
    case 'set-text': {
      const { openEnd, closeStart } = filled(xml, mutation.element);
      return splice(xml, openEnd, closeStart, escapeText(mutation.text));
    }
    case 'set-attribute':
      return setAttribute(xml, locate(xml, mutation.element), mutation.attribute, mutation.value);
    case 'remove-attribute': {
      const found = attributeOf(locate(xml, mutation.element), mutation.attribute);
      if (!found) throw new TypeError(`There is no ${mutation.attribute} to remove.`);
      return splice(xml, found.start - 1, found.end, '');
    }
    case 'remove-element': {
      const { start, end } = locate(xml, mutation.element);
      return splice(xml, start, end, '');
    }
    case 'insert':
      return insert(xml, mutation.element, mutation.where, mutation.markup);
    case 'comment-in-text': {
      const at = filled(xml, mutation.element).openEnd + mutation.after;
      return splice(xml, at, at, '<!---->');
    }
    case 'duplicate-id': {
      const id = attributeOf(locate(xml, mutation.of), 'ID')?.raw;
      if (id === undefined) throw new TypeError('The element to copy the ID of has none.');
      return setAttribute(xml, locate(xml, mutation.element), 'ID', id);
    }
    case 'tamper-signature-value':
      return tamperBase64(xml, { localName: 'SignatureValue', nth: mutation.nth ?? 0 });
    case 'tamper-digest-value':
      return tamperBase64(xml, { localName: 'DigestValue', nth: mutation.nth ?? 0 });
    case 'swap-signature': {
      const theirs = locate(mutation.from, 'Signature');
      const { start, end } = locate(xml, 'Signature');
      return splice(xml, start, end, mutation.from.slice(theirs.start, theirs.end));
    }
    case 'wrap':
      return wrap(xml, mutation.shape, mutation.nameId);
    case 'cut-short':
      return xml.slice(0, mutation.keep);
    case 'prepend':
      return mutation.text + xml;
    case 'append':
      return xml + mutation.text;
    case 'unbind-prefix': {
      const declaration = new RegExp(` xmlns:${mutation.prefix}="[^"]*"`, 'g');
      const changed = xml.replace(declaration, '');
      if (changed === xml) throw new TypeError(`No prefix ${mutation.prefix} is declared.`);
      return changed;
    }
  }
}

function splice(xml: string, start: number, end: number, text: string): string {
  return xml.slice(0, start) + text + xml.slice(end);
}

/** An element that is not written as an empty-element tag, so that there is an inside. */
function filled(xml: string, selector: string | Selector): Located {
  const found = locate(xml, selector);
  if (found.closeStart === found.end) throw new TypeError(`<${found.name}/> is empty.`);
  return found;
}

function attributeOf(located: Located, name: string) {
  return located.attributes.find((attribute) => attribute.name === name);
}

function setAttribute(xml: string, located: Located, name: string, value: string): string {
  const written = `${name}="${escapeAttribute(value)}"`;
  const present = attributeOf(located, name);
  if (present) return splice(xml, present.start, present.end, written);
  const at = located.start + 1 + located.name.length;
  return splice(xml, at, at, ` ${written}`);
}

function insert(
  xml: string,
  selector: string | Selector,
  where: 'before' | 'after' | 'first' | 'last',
  markup: string,
): string {
  const found = where === 'first' || where === 'last' ? filled(xml, selector) : locate(xml, selector);
  const at = { before: found.start, after: found.end, first: found.openEnd, last: found.closeStart }[where];
  return splice(xml, at, at, markup);
}

/** Swaps one character of the middle for another of the alphabet: still base64, and of the same length. */
function tamperBase64(xml: string, selector: Selector): string {
  const { openEnd, closeStart } = filled(xml, selector);
  const at = Math.floor((openEnd + closeStart) / 2);
  return splice(xml, at, at + 1, xml.charAt(at) === 'A' ? 'B' : 'A');
}

function wrap(xml: string, shape: WrappingShape, nameId: string): string {
  const original = locate(xml, 'Assertion');
  const id = attributeOf(original, 'ID')?.raw;
  if (id === undefined) throw new TypeError('The Assertion has no ID to wrap by.');
  const originalText = xml.slice(original.start, original.end);
  const unsigned = mutate(originalText, { kind: 'remove-element', element: 'Signature' });
  const renamed = mutate(unsigned, { kind: 'set-text', element: 'NameID', text: nameId });
  const forged = mutate(renamed, {
    kind: 'set-attribute',
    element: 'Assertion',
    attribute: 'ID',
    value: `${id}-forged`,
  });
  switch (shape) {
    case 'forged-first':
      return splice(xml, original.start, original.start, forged);
    case 'forged-last':
      return splice(xml, original.end, original.end, forged);
    case 'same-id':
      return splice(xml, original.start, original.start, renamed);
    case 'original-in-forged': {
      const { closeStart } = locateId(forged, `${id}-forged`);
      return splice(xml, original.start, original.end, splice(forged, closeStart, closeStart, originalText));
    }
    case 'original-in-signature':
      return splice(xml, original.start, original.end, originalInSignature(forged, originalText));
    case 'original-in-extensions':
      return intoExtensions(splice(xml, original.start, original.end, forged), originalText);
    case 'signature-moved':
      return splice(xml, original.start, original.end, withSignatureOf(originalText, forged) + unsigned);
    case 'signature-moved-to-extensions':
      return intoExtensions(
        splice(xml, original.start, original.end, withSignatureOf(originalText, forged)),
        unsigned,
      );
  }
}

/** Puts markup into samlp:Extensions, which stands before Status (SAML Core §3.2.2). */
function intoExtensions(xml: string, markup: string): string {
  const prefix = locate(xml, 'Response').name.slice(0, -'Response'.length);
  return insert(xml, 'Status', 'before', `<${prefix}Extensions>${markup}</${prefix}Extensions>`);
}

/** The forgery with the signature of the original. */
function withSignatureOf(originalText: string, forged: string): string {
  const { start, end } = locate(originalText, 'Signature');
  return insert(forged, 'Issuer', 'after', originalText.slice(start, end));
}

function originalInSignature(forged: string, originalText: string): string {
  const signature = locate(originalText, 'Signature');
  const prefix = signature.name.slice(0, -'Signature'.length);
  const bare = splice(originalText, signature.start, signature.end, '');
  const carrying = splice(
    originalText.slice(signature.start, signature.end),
    signature.closeStart - signature.start,
    signature.closeStart - signature.start,
    `<${prefix}Object>${bare}</${prefix}Object>`,
  );
  return insert(forged, 'Issuer', 'after', carrying);
}
