import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed, elementsIn } from '../../xml/navigate.ts';
import { isPrivateKeyText } from '../certificate-text.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/private-key',
  title: 'The metadata holds a private key',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'saml-iop',
      section: '2.5.1',
      says: 'A KeyDescriptor gives the public key, as KeyValue or X509Certificate (our reading).',
    },
  ],
  why: `Metadata is public. Whoever has the private key of an identity provider can log in as anybody at every
service.`,
  fix: `Have the operator of this entity make a new key at once and take this one out of use everywhere; removing it
from the file does not undo that it was published.`,

  run({ descriptor: { element }, number, of }) {
    const found: XmlElement[] = [];
    for (const one of elementsIn(element)) {
      const holds =
        one.localName === 'X509Certificate' || one.localName === 'KeyInfo' || one.localName === 'KeyName';
      if (holds && isPrivateKeyText(ownTextOf(one))) found.push(one);
      else if (one.namespaceURI === ns.ds && one.localName === 'RSAKeyValue' && childNamed(one, ns.ds, 'D'))
        found.push(one);
    }
    return failAt(found, () => ({ number, name: shown(of.name) }));
  },

  message: ({ number, name }) => `A private key stands in KeyDescriptor ${number} of ${name}.`,
});

/** The text between the tags of an element, without that of the elements in it. */
function ownTextOf({ children }: XmlElement): string {
  let text = '';
  for (const child of children) if (child.type === 'text') text += child.value;
  return text;
}
