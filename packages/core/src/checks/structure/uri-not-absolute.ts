import { ruleOf } from '../../saml/schema-violations.ts';
import type { XmlElement, XmlNode } from '../../xml/document.ts';
import { textOf } from '../../xml/navigate.ts';
import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { samlElements } from '../saml-elements.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/uri-not-absolute',
  title: 'A URI is not absolute',
  severity: 'note',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.2',
      says: 'URI references in SAML must be absolute, unless it is said otherwise.',
    },
    {
      spec: 'saml11-core',
      section: '1.2.1',
      says: 'URI references in SAML 1.1 are recommended to be absolute (paraphrased).',
    },
  ],
  why: `A relative reference means something only in relation to a base, and a SAML message has none. Most receivers compare
it as text and go on; some refuse it, and where it is an address nobody can reach it.`,
  fix: 'Have the sender write the whole URI, with its scheme: https://… or urn:….',

  run(document) {
    const found = document.root ? relativeUris(document.root) : [];
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { what: allOf(found.slice(0, 20).map(({ name, value }) => `${name} (${shown(value)})`)) },
    };
  },

  message: ({ what }) => `No absolute URI: ${what}.`,
});

interface Uri {
  readonly at: XmlNode;
  readonly name: string;
  readonly value: string;
}

const MOST = 200;

function relativeUris(root: XmlElement): Uri[] {
  const found: Uri[] = [];
  for (const element of samlElements(root.document)) {
    if (found.length >= MOST) break;
    const rule = ruleOf(element);
    if (!rule) continue;
    // What an Audience must be is for the service provider to say.
    if (rule.text === 'anyURI' && element.localName !== 'Audience')
      consider(found, element, element.localName, textOf(element));
    for (const attribute of element.attributes) {
      if (attribute.namespaceURI === '' && rule.attributes.get(attribute.localName)?.type === 'anyURI')
        consider(found, attribute, `${attribute.localName} of ${element.localName}`, attribute.value);
    }
  }
  return found;
}

function consider(found: Uri[], at: XmlNode, name: string, text: string): void {
  const value = text.trim();
  if (value !== '' && !isAbsoluteUri(value)) found.push({ at, name, value });
}
