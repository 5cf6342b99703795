import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { idOf, nameElement } from '../coverage.ts';
import { atIdentityProvider } from '../remedies.ts';
import { notOnSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'signature/reference-uri',
  title: 'The signature does not refer to its element by ID',
  // A MUST, but one that common service providers do not hold anybody to: OpenSAML takes an empty URI.
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.2',
      says: 'The reference must be to the ID of the element that is signed: for the ID foo, the URI is #foo.',
    },
    {
      spec: 'saml11-core',
      section: '5.4.2',
      says: 'In SAML 1.1 the ID is AssertionID, RequestID or ResponseID (paraphrased).',
    },
  ],
  why: `A reference with an empty URI means the whole document, so the signature stops matching when the element is put into
another one: an assertion into a response, a message into a SOAP envelope. An XPointer is understood by few. Some service
providers refuse both.`,
  fix: 'Have the identity provider refer to what it signs by its ID.',

  skip: notOnSaml,

  run({ element, parent, references }, facts) {
    const odd = references.find(({ uri }) => uri === undefined || uri === '' || uri.startsWith('#xpointer('));
    if (!odd) return { verdict: 'pass' };
    const id = parent && idOf(parent);
    return {
      verdict: 'fail',
      at: [attributeNamed(odd.element, 'URI') ?? odd.element],
      data: {
        signed: nameElement(parent ?? element),
        what:
          odd.uri === undefined
            ? 'has no URI'
            : odd.uri === ''
              ? 'has an empty URI, which means the whole document'
              : `is the XPointer ${shown(odd.uri)}`,
      },
      ...(id !== undefined && { expected: shown(`#${id}`) }),
      actual: odd.uri === undefined ? 'no URI' : shown(odd.uri),
      remedies: [atIdentityProvider(facts, 'signing', 'refer to the signed element by its ID')],
    };
  },

  message: ({ signed, what }) => `The reference in the Signature on ${signed} ${what}.`,
});
