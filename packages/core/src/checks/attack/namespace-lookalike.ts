import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsNamed } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { isCovered, nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { shown } from '../wording.ts';

/** Elements by which a message is read and verified. */
const LOOKED_FOR = ['Assertion', 'EncryptedAssertion', 'Signature', 'SignedInfo', 'NameID', 'Reference'];
/** SAML 1.1 has no place in a Response of SAML 2.0, and its Assertion the same local name. */
const KNOWN: ReadonlySet<string> = new Set(
  Object.values(ns).filter((one) => one !== ns.saml11 && one !== ns.samlp11),
);

export default defineCheck({
  id: 'attack/namespace-lookalike',
  title: 'An element outside the namespaces of SAML 2.0 bears the name of one inside',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'xml-names',
      section: '2.1',
      says: 'What an element is, is said by its namespace and its local name together.',
    },
    advisory('CVE-2025-25292'),
    advisory('CVE-2025-66567'),
  ],
  why: `Two parsers that disagree about namespaces, or a query by local name alone, make a signature or an assertion of an element
that is none to anybody else. The attacker shows the genuine one to the program that verifies and the look-alike to the one that
reads. Nothing signs this element, so the identity provider did not write it.`,
  fix: refuse('At the service provider, use one parser for verifying and reading, and compare namespaces.'),

  skip: ({ signatures }) => (signatures.length > 0 ? undefined : 'there is no signature'),

  run({ document, signatures }) {
    const found: XmlElement[] = [];
    for (const name of document.root ? LOOKED_FOR : []) {
      for (const element of elementsNamed(document.root as XmlElement, name)) {
        if (!KNOWN.has(element.namespaceURI) && !isCovered(element, signatures)) found.push(element);
      }
    }
    found.sort((a, b) => a.start - b.start);
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, rest),
      explains: found.flatMap((on) => EXPLAINED.map((check) => ({ check, on }))),
      data: {
        name: nameElement(first),
        namespace: first.namespaceURI === '' ? 'no namespace' : `the namespace ${shown(first.namespaceURI)}`,
        holder: first.parent ? nameElement(first.parent) : 'the document',
      },
    };
  },

  message: ({ name, namespace, holder }) =>
    `In ${holder} stands an element ${name} in ${namespace}, which a careless reader takes for the one of SAML.`,
});

/** What is wrong with the look-alike as an element of the schemas. */
const EXPLAINED = [
  'structure/namespace-wrong',
  'structure/unknown-element',
  'structure/attribute-missing',
  'structure/element-missing',
] as const;
