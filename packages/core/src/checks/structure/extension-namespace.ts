import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childElements, elementsNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/extension-namespace',
  title: 'Extensions hold an element of SAML itself, or of no namespace',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.1, 3.2.2',
      says: 'What Extensions hold must be qualified by a namespace that is not one SAML defines.',
    },
  ],
  why: `A receiver that validates refuses the message. One that does not may take the element for the one of the message itself
wherever it searches by name: an Issuer, a NameID or an Assertion in Extensions has nothing to say there.`,
  fix: 'Have the sender put the element where SAML has it, or give its extension a namespace of its own.',

  run({ root }) {
    const [first, ...rest] = root ? strangers(root) : [];
    if (!first) return { verdict: 'pass' };
    return { verdict: 'fail', at: places(first, rest), data: { name: shown(first.name) } };
  },

  message: ({ name }) => `Extensions hold <${name}>.`,
});

function strangers(root: XmlElement): XmlElement[] {
  return elementsNamed(root, 'Extensions')
    .filter(({ namespaceURI }) => namespaceURI === ns.samlp)
    .flatMap(childElements)
    .filter(({ namespaceURI: uri }) => uri === '' || uri === ns.saml || uri === ns.samlp);
}
