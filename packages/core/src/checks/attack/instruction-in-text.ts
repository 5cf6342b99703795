import type { XmlProcessingInstruction } from '../../xml/document.ts';
import { textOf } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { sideBySide } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { changedElements, type Edit, matchesAfter, notBroken } from '../restored.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/instruction-in-text',
  title: 'Signed text was hidden in a processing instruction',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '7.1',
      says: 'What the signature covers is the canonical form, and canonical XML keeps processing instructions (our reading).',
    },
    advisory('CVE-2025-54419'),
    advisory('CVE-2018-0489'),
  ],
  why: `Canonical XML keeps processing instructions, so hiding text in one breaks the signature. Some canonicalisers write the
content of the instruction as if it were text: to them the signed text is all there, while a reader of the document sees what is
left of it. So \`<?x not-?>admin\` verifies as \`not-admin\` and is read as \`admin\`.`,
  fix: refuse(
    'At the service provider, use software that refuses processing instructions, or reads what was canonicalised.',
  ),

  skip: notBroken,

  run(signature) {
    const found: XmlProcessingInstruction[] = [];
    for (const element of changedElements(signature)) {
      for (const child of element.children) if (child.type === 'processing-instruction') found.push(child);
    }
    const [first, ...rest] = found;
    if (!first?.parent) return { verdict: 'pass' };
    const asText = found.map(({ start, end, data }): Edit => ({ start, end, text: data }));
    const removed = asText.map((edit): Edit => ({ ...edit, text: '' }));
    const hidden = matchesAfter(signature, asText);
    if (!hidden && !matchesAfter(signature, removed)) return { verdict: 'pass' };
    const { parent } = first;
    const read = textOf(parent).trim();
    const signed = hidden ? signedText(parent) : read;
    return {
      verdict: 'fail',
      at: places(first, [parent, signature.element, ...rest]),
      data: { name: nameElement(parent), signed: shown(signed), read: shown(read), hidden },
      ...sideBySide(shown(signed), shown(read)),
      explains: [{ check: 'signature/digest-mismatch', on: signature.element }],
    };
  },

  message: ({ name, signed, read, hidden }) =>
    hidden
      ? `${name} was signed as ${signed}; a part of it was turned into a processing instruction, so that it is read as ${read}.`
      : `A processing instruction was put into ${name} after it was signed; without it the digest matches.`,
});

/** The text with the content of each instruction in its place. */
function signedText(element: Parameters<typeof textOf>[0]): string {
  let text = '';
  for (const child of element.children) {
    if (child.type === 'text') text += child.value;
    else if (child.type === 'processing-instruction') text += child.data;
  }
  return text.trim();
}
