import type { NamespaceDeclaration } from '../../xml/document.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { isCovered, nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/relative-namespace',
  title: 'A relative namespace name can make canonicalisation fail in silence',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'xml-names',
      section: '2.2',
      says: 'The use of relative references as namespace names is deprecated, and later specifications will define no meaning for them.',
    },
    advisory('CVE-2025-66568'),
    advisory('GHSA-wx95-c6cv-8532'),
  ],
  why: `libxml2 does not canonicalise a document with a relative namespace name. A program that overlooks the failure goes on with
an empty text and computes the digest of nothing, which is the same for every message. With a signature over the digest of
nothing, any content matches.`,
  fix: refuse('At the service provider, update Nokogiri to 1.19.1 and ruby-saml to 1.18.0, or later.'),

  skip: ({ signatures, document }) =>
    signatures.length > 0 ? outsideSaml(document) : 'there is no signature',

  run({ document, signatures }) {
    const found: NamespaceDeclaration[] = [];
    for (const element of document.root ? elementsIn(document.root) : []) {
      for (const declaration of element.declarations) {
        // What an intact signature covers, the identity provider wrote itself.
        if (isRelative(declaration.uri) && !isCovered(element, signatures)) found.push(declaration);
      }
    }
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, [first.owner, ...rest]),
      data: { uri: shown(first.uri), owner: nameElement(first.owner) },
      expected: 'an absolute URI',
      actual: shown(first.uri),
    };
  },

  message: ({ uri, owner }) =>
    `The namespace name ${uri} on ${owner} is relative and not signed; libraries on libxml2 may canonicalise the message to nothing.`,
});

function isRelative(uri: string): boolean {
  return uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri);
}
