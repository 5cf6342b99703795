import { ns } from '../../xml/namespaces.ts';
import { childElements } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { maySign, notOnSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'signature/misplaced',
  title: 'The Signature does not stand where the schema puts it',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3, 3.2.1, 3.2.2',
      says: 'In an assertion or message, Signature follows Issuer and stands before everything else; so the schemas have it.',
    },
  ],
  why: `The schemas fix the order of the children, and Signature comes right after Issuer, in metadata first of all. A service
provider that validates against the schema refuses another order whatever the signature is worth. A signature in an element that
cannot be signed is ignored at best.`,
  fix: `Have the software that signs put Signature after Issuer. If the identity provider does so, something on the way moved
it.`,

  skip: notOnSaml,

  run({ element, parent }) {
    if (!parent) return { verdict: 'pass' };
    const before = childElements(parent);
    const intruder = before
      .slice(0, before.indexOf(element))
      .find(({ localName, namespaceURI }) => !(localName === 'Issuer' && namespaceURI === ns.saml));
    if (maySign(parent) && !intruder) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: intruder ? [element, intruder] : [element, parent],
      data: {
        parent: nameElement(parent),
        what: maySign(parent)
          ? `after ${intruder?.name}`
          : 'although SAML foresees no signature on this element',
      },
      explains: [
        { check: 'structure/element-misplaced', on: element },
        ...(maySign(parent) ? [] : [{ check: 'signature/covers-other-element', on: element }]),
      ],
      expected: maySign(parent) ? 'Signature right after Issuer, or first' : 'no Signature here',
    };
  },

  message: ({ parent, what }) => `In ${parent} the Signature stands ${what}.`,
});
