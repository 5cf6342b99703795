import type { NamespaceDeclaration } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { sideBySide } from '../identity.ts';
import { refuse } from '../refusal.ts';
import { changedElements, matchesAfter, notBroken } from '../restored.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/namespace-injection',
  title: 'Signed attributes were moved into the value of a namespace declaration',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'exc-c14n',
      section: '3',
      says: 'Namespace nodes are written as Canonical XML writes attributes: quotation marks and angle brackets in their value are escaped (our reading).',
    },
  ],
  why: `Canonical XML escapes what stands in a namespace name. A canonicaliser that writes it unescaped, as xml-crypto does, makes
the same text of a namespace name with quotation marks in it and of one with an attribute after it. So signed attributes can be
hidden in a namespace name: they verify there, and no reader sees them.`,
  fix: refuse('At the service provider, refuse namespace names with quotation marks or angle brackets.'),

  skip: notBroken,

  run(signature) {
    const found: NamespaceDeclaration[] = [];
    for (const element of changedElements(signature)) {
      for (const declaration of element.declarations)
        if (/["<>]/.test(declaration.uri)) found.push(declaration);
    }
    const [first] = found;
    if (!first) return { verdict: 'pass' };
    const { text } = first.owner.document.source;
    const edits = found.map(({ start, end }) => ({ start, end, text: unescaped(text.slice(start, end)) }));
    if (!matchesAfter(signature, edits)) return { verdict: 'pass' };
    const written = edits[0]?.text ?? '';
    return {
      verdict: 'fail',
      at: [first, first.owner, signature.element],
      data: { name: nameElement(first.owner), uri: shown(first.uri) },
      ...sideBySide(shown(written), shown(text.slice(first.start, first.end))),
      explains: [{ check: 'signature/digest-mismatch', on: signature.element }],
    };
  },

  message: ({ name, uri }) =>
    `The namespace name ${uri} on ${name} holds markup; written out, it is what was signed.`,
});

function unescaped(markup: string): string {
  return markup
    .replace(/&(?:quot|#34|#x22);/g, '"')
    .replace(/&(?:lt|#60|#x3[Cc]);/g, '<')
    .replace(/&(?:gt|#62|#x3[Ee]);/g, '>');
}
