import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childElements, childNamed } from '../../xml/navigate.ts';
import { certificateTexts } from '../certificate-text.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-info-missing',
  title: 'A KeyDescriptor holds no key',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'KeyDescriptor contains a ds:KeyInfo.',
    },
    {
      spec: 'saml-iop',
      section: '2.5.1',
      says: 'Each key is in a KeyDescriptor of its own, as KeyValue or X509Certificate; other forms are hints.',
    },
  ],
  why: `A name or nothing is no key: whoever trusts the metadata alone has nothing to verify with.`,
  fix: 'Have the operator of this entity put the certificate of the key in.',

  skip: ({ descriptor: { element } }) =>
    certificateTexts(element).length === 0 ? undefined : 'it holds a certificate',

  run({ descriptor: { element, keys }, number, of }) {
    const keyInfo = childNamed(element, ns.ds, 'KeyInfo');
    return failAt(keys.length > 0 ? [] : [keyInfo ?? element], () => ({
      number,
      name: shown(of.name),
      what: keyInfo ? 'a KeyInfo in which no key can be read' : withoutKeyInfo(element),
    }));
  },

  message: ({ number, name, what }) => `KeyDescriptor ${number} of ${name} has ${what}.`,
});

function withoutKeyInfo(descriptor: XmlElement): string {
  const other = childElements(descriptor).find(({ localName }) => localName === 'KeyInfo');
  if (!other) return 'no KeyInfo';
  return `a KeyInfo in ${other.namespaceURI === '' ? 'no namespace' : `the namespace ${shown(other.namespaceURI)}`} and none of XML Signature`;
}
