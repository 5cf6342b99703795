import type { Message } from '../../metadata/model.ts';
import type { Issuer } from '../../saml/model.ts';
import type { XmlElement } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { readInPart } from '../read-in-part.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'issuer/missing',
  title: 'The message does not say who issued it',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3',
      says: 'An Assertion must have an Issuer.',
    },
    {
      spec: 'saml-profiles',
      section: '4.1.4.1, 4.1.4.2, 4.4.4.1, 4.4.4.2',
      says: 'An AuthnRequest and logout messages must have an Issuer; so must a Response that is signed or whose assertion is encrypted.',
    },
    {
      spec: 'saml-errata',
      section: 'E17',
      says: 'A Response that is signed or holds an encrypted assertion must have an Issuer; any other may leave it out.',
    },
  ],
  why: `The receiver picks the keys to verify with, and the settings to judge by, from the Issuer. Without one it cannot even
begin, and refuses the message.`,
  fix: `Have the sender write its own entityID as Issuer, on the assertion as well as on the response.`,

  skip: (message) =>
    message.kind === 'metadata' || message.kind === 'unknown' || message.kind === 'saml-1.1'
      ? 'not a protocol message or assertion of SAML 2.0'
      : readInPart(message.element),

  run(message) {
    const lacking = issuerHolders(message).filter(({ issuer }) => !issuer || issuer.value === '');
    const [first, ...rest] = lacking.map(({ element, issuer }) => issuer?.at ?? element);
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, rest),
      data: { holders: allOf(lacking.map(({ element }) => nameElement(element))) },
    };
  },

  message: ({ holders }) => `There is no Issuer, or an empty one, in ${holders}.`,
});

interface Holder {
  readonly element: XmlElement;
  readonly issuer: Issuer | undefined;
}

/** The elements that must have an Issuer in this message. */
function issuerHolders(message: Message): Holder[] {
  switch (message.kind) {
    case 'metadata':
    case 'unknown':
    case 'saml-1.1':
      return [];
    case 'assertion':
      return [message.assertion];
    case 'response': {
      const signed = message.signatures.some(({ parent }) => parent === message.element);
      const bound = signed || message.encryptedAssertions.length > 0;
      return bound ? [message, ...message.assertions] : [...message.assertions];
    }
    default:
      return [message];
  }
}
