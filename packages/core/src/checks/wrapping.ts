import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { Message } from '../metadata/model.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { elementsNamed, isWithin } from '../xml/navigate.ts';
import { isCovered } from './coverage.ts';
import { ancestorsOf, isAssertion, signatureRound } from './identity.ts';
import { assertionsOf } from './run.ts';

/** A genuine signature kept valid somewhere, and another element where it is read. */
export interface Wrapping {
  readonly signature: SignatureEvidence;
  /** What the signature refers to. */
  readonly original: XmlElement;
  /** What no signature refers to, and a reader may take. */
  readonly forged: XmlElement;
  /** How the two stand to one another, in words. */
  readonly place: string;
  /** The shape's number among those of SAML Raider, where it is one of them. */
  readonly shape: string | undefined;
}

const PROTOCOL: ReadonlySet<string> = new Set([
  'Response',
  'LogoutRequest',
  'LogoutResponse',
  'AuthnRequest',
]);

/**
 * Looks for signature wrapping by node identity: an Assertion or a message that no signature refers to, while a
 * signature refers to another element of its kind. Names, IDs and positions decide nothing but the wording.
 *
 * Every element of the document counts, since a careless reader takes the first it finds wherever it stands; of
 * several, the one that a careful reader would take is told.
 *
 * @see Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be", 2012.
 */
export function findWrapping(message: Message): Wrapping | undefined {
  const { signatures, document } = message;
  const originals = signatures.flatMap((signature) =>
    signature.references.flatMap(({ target }) =>
      target && isIdentity(target) ? [{ signature, original: target }] : [],
    ),
  );
  if (originals.length === 0 || !document.root) return undefined;
  const read = new Set([message.element, ...assertionsOf(message).map(({ element }) => element)]);
  let found: Wrapping | undefined;
  for (const forged of identitiesIn(document.root)) {
    if (isCovered(forged, signatures) || isReferenced(forged, signatures)) continue;
    const match = originals.find(({ original }) => isTakenFor(forged, original));
    if (!match) continue;
    const wrapping = { ...match, forged, ...describe(match.signature, match.original, forged) };
    if (read.has(forged) && isAssertion(forged)) return wrapping;
    if (!found || (read.has(forged) && !read.has(found.forged))) found = wrapping;
  }
  return found;
}

/** The elements of a document that say who somebody is, in its order. */
function identitiesIn(root: XmlElement): XmlElement[] {
  return ['Assertion', ...PROTOCOL]
    .flatMap((name) => elementsNamed(root, name).filter(isIdentity))
    .sort((a, b) => a.start - b.start);
}

/** An element that says who somebody is, or is a message that does. */
function isIdentity(element: XmlElement): boolean {
  return isAssertion(element) || (element.namespaceURI === ns.samlp && PROTOCOL.has(element.localName));
}

function isTakenFor(forged: XmlElement, original: XmlElement): boolean {
  return (
    forged.localName === original.localName || (isAssertion(forged) && original.localName === 'Response')
  );
}

/** Whether a reference leads to the element or to one round it, and not past it: a signature omits what is in itself. */
function isReferenced(element: XmlElement, signatures: readonly SignatureEvidence[]): boolean {
  return signatures.some((signature) =>
    signature.references.some(
      ({ target }) =>
        target &&
        isWithin(element, target) &&
        (isWithin(target, signature.element) || !isWithin(element, signature.element)),
    ),
  );
}

function describe(
  signature: SignatureEvidence,
  original: XmlElement,
  forged: XmlElement,
): Pick<Wrapping, 'place' | 'shape'> {
  if (isWithin(original, forged)) return within(original, forged);
  if (isWithin(forged, original)) {
    return { place: `the forged one hides in ${holderName(forged)} of the signed one`, shape: undefined };
  }
  if (forged.parent && forged.parent === original.parent) {
    const order = forged.start < original.start ? 'before' : 'after';
    const carries = signature.parent === forged;
    return {
      place: `the forged one stands ${order} the signed one${carries ? ' and carries its Signature' : ''}`,
      shape: !isAssertion(forged) || order === 'after' ? undefined : carries ? 'XSW5' : 'XSW3',
    };
  }
  const odd = isPlaced(forged) ? original : forged;
  const which = odd === forged ? 'forged' : 'signed';
  const shape = which === 'forged' && odd.parent?.localName === 'Extensions' ? 'XSW7' : undefined;
  return { place: `the ${which} one was put into ${holderName(odd)}`, shape };
}

/** The original inside the forgery. */
function within(original: XmlElement, forged: XmlElement): Pick<Wrapping, 'place' | 'shape'> {
  const signature = signatureRound(original);
  const hidden = signature !== undefined && isWithin(signature, forged);
  const place = `the signed one was put into ${holderName(original)} of the forged one`;
  if (!isAssertion(forged)) return { place, shape: hidden ? 'XSW1' : 'XSW2' };
  if (!hidden) return { place, shape: original.parent === forged ? 'XSW4' : undefined };
  return { place, shape: original.parent === signature ? 'XSW6' : 'XSW8' };
}

/** Whether an Assertion stands where a reader of the schema looks for one. */
function isPlaced({ parent }: XmlElement): boolean {
  return !parent || (parent.namespaceURI === ns.samlp && parent.localName === 'Response');
}

/** The element that holds another: the one with a telling name where it lies deeper. */
function holderName(element: XmlElement): string {
  for (const outer of ancestorsOf(element)) {
    if (TELLING.has(outer.localName)) return outer.localName;
    if (isIdentity(outer)) break;
  }
  const parent = element.parent;
  if (!parent) return 'the document';
  return isIdentity(parent) ? 'the children' : parent.localName;
}

const TELLING: ReadonlySet<string> = new Set([
  'Object',
  'Signature',
  'Extensions',
  'Advice',
  'SubjectConfirmationData',
  'StatusDetail',
  'AttributeValue',
]);
