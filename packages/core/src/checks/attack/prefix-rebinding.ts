import type { NamespaceDeclaration, XmlElement } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { sideBySide } from '../identity.ts';
import { refuse } from '../refusal.ts';
import { changedElements, matchesAfter, notBroken } from '../restored.ts';
import { shown } from '../wording.ts';

/** A legitimate message binds few prefixes anew, and each try costs as much as the message. */
const TRIED = 4;

export default defineCheck({
  id: 'attack/prefix-rebinding',
  title: 'A prefix was bound to another namespace inside what is signed',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'exc-c14n',
      section: '3',
      says: 'A namespace declaration is written wherever it is used and the nearest written one for its prefix has another value.',
    },
  ],
  why: `Which namespace an element belongs to is part of what is signed. A canonicaliser that only remembers whether a prefix was
ever written misses that it was bound anew, so that an element can be moved to another namespace without breaking the signature
there. Older versions of xml-crypto do so; 6.3.2 does not. What was signed as one thing is then read as another.`,
  fix: refuse('At the service provider, read nothing but the canonical form that was verified.'),

  skip: notBroken,

  run(signature) {
    let tried = 0;
    for (const element of changedElements(signature)) {
      for (const declaration of element.declarations) {
        const outer = boundOutside(element, declaration.prefix);
        if (outer === undefined || outer === declaration.uri) continue;
        if (++tried > TRIED) return { verdict: 'pass' };
        const { start, end } = declaration;
        if (matchesAfter(signature, [{ start, end, text: '' }])) {
          return { verdict: 'fail', ...failure(signature.element, element, declaration, outer) };
        }
      }
    }
    return { verdict: 'pass' };
  },

  message: ({ name, prefix, signed, read }) =>
    `The prefix ${prefix} was bound to ${read} on ${name} after it was signed; with ${signed}, to which it is bound outside, the digest matches.`,
});

function failure(
  signature: XmlElement,
  element: XmlElement,
  declaration: NamespaceDeclaration,
  outer: string,
) {
  const data = {
    name: nameElement(element),
    prefix: declaration.prefix === '' ? 'of the default namespace' : declaration.prefix,
    signed: shown(outer),
    read: shown(declaration.uri),
  };
  return {
    at: [declaration, element, signature] as const,
    data,
    ...sideBySide(data.signed, data.read),
    explains: [{ check: 'signature/digest-mismatch', on: signature }],
  };
}

/** What a prefix is bound to just outside an element. */
function boundOutside(element: XmlElement, prefix: string): string | undefined {
  for (let scope = element.parent?.scope; scope; scope = scope.outer) {
    const found = scope.declarations.find((one) => one.prefix === prefix);
    if (found) return found.uri;
  }
  return undefined;
}
