import type { XmlAttribute } from '../../xml/document.ts';
import { isIdAttribute } from '../../xml/id.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { isCovered, nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

const NAMES: ReadonlySet<string> = new Set(['ID', 'Id', 'id', 'AssertionID']);

export default defineCheck({
  id: 'attack/qualified-id',
  title: 'An attribute in another namespace looks like the ID that is signed',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.4',
      says: 'The ID of an assertion or message is its attribute ID, which is in no namespace.',
    },
    advisory('CVE-2025-25292'),
    advisory('CVE-2025-66567'),
  ],
  why: `A signature refers to an ID. A library that looks for the attribute by its local name, or confuses a prefixed attribute
with the plain one, finds another element than the one that was signed. xml-crypto looks it up like that, and one of two parsers
in ruby-saml is said to have.`,
  fix: refuse('At the service provider, use software that looks for IDs by namespace as well as by name.'),

  skip: ({ signatures, document }) =>
    signatures.length > 0 ? outsideSaml(document) : 'there is no signature',

  run({ document, signatures }) {
    const referred = new Set(
      signatures.flatMap(({ references }) => references.map(({ uri }) => uri?.slice(1))),
    );
    const found: XmlAttribute[] = [];
    for (const element of document.root ? elementsIn(document.root) : []) {
      for (const attribute of element.attributes) {
        const { localName, namespaceURI, value } = attribute;
        if (namespaceURI === '' || !NAMES.has(localName) || isIdAttribute(localName, namespaceURI)) continue;
        const beside = element.attributes.some((other) => isIdAttribute(other.localName, other.namespaceURI));
        if ((referred.has(value) || beside) && !isCovered(element, signatures)) found.push(attribute);
      }
    }
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, [first.owner, ...rest]),
      explains: found.map((on) => ({ check: 'structure/attribute-unknown', on })),
      data: { name: first.name, value: shown(first.value), owner: nameElement(first.owner) },
    };
  },

  message: ({ name, value, owner }) =>
    `The attribute ${name}=${value} on ${owner} is no ID, but a library that overlooks its namespace takes it for one.`,
});
