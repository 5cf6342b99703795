import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/external-reference',
  title: 'The signature refers to something outside the message',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.2',
      says: 'The one reference of a signature must be a same-document reference, to the ID of the element that is signed.',
    },
  ],
  why: `A verifier that follows the reference fetches a file or an address that the sender chose, from inside the network of the
service provider. And whatever it finds there is not the assertion in the message, so the signature says nothing about that.`,
  fix: refuse('At the service provider, use software that follows no reference out of the message.'),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent, references }) {
    const outside = references.find(({ uri }) => uri !== undefined && uri !== '' && !uri.startsWith('#'));
    if (outside?.uri === undefined) return { verdict: 'pass' };
    const meant = element.document.ids.has(outside.uri);
    return {
      verdict: 'fail',
      at: [attributeNamed(outside.element, 'URI') ?? outside.element, element],
      data: { signed: nameElement(parent ?? element), uri: shown(outside.uri) },
      expected: '# and the ID of the element that is signed',
      actual: shown(outside.uri),
      ...(meant && {
        nearMiss: `An element has this ID; ${shown(`#${outside.uri}`)} was probably meant, and this is no attack then.`,
      }),
      explains: [{ check: 'signature/undecidable', on: element }],
    };
  },

  message: ({ signed, uri }) =>
    `The Signature on ${signed} refers to ${uri}, outside the message. Nothing was fetched.`,
});
