import type { XmlText } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { changedElements, type Edit, matchesAfter, notBroken, PLACES_TRIED } from '../restored.ts';
import { codePoint, counted } from '../wording.ts';

export default defineCheck({
  id: 'attack/line-separator',
  title: 'Line breaks in signed text were replaced by other separators',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '2.11',
      says: 'Only CR LF and CR are read as a line feed; U+0085 and U+2028 are not line ends in XML 1.0.',
    },
  ],
  why: `XML 1.0 reads only CR LF and CR as a line feed. A parser that applies the rule of XML 1.1, as xmldom does, reads NEL and
LINE SEPARATOR as line feeds too, so that a signature holds over a text that others read differently. A comparison that is made
on the document as others read it then sees another value than the one that was signed.`,
  fix: refuse('At the service provider, read the message with a parser that follows XML 1.0.'),

  skip: notBroken,

  run(signature) {
    const texts: XmlText[] = [];
    const edits: Edit[] = [];
    for (const element of changedElements(signature)) {
      for (const child of element.children) {
        if (child.type !== 'text' || !/[\u0085\u2028]/.test(child.value)) continue;
        texts.push(child);
        edits.push(...separatorsIn(child));
      }
    }
    const [first, ...rest] = texts;
    if (!first || edits.length > PLACES_TRIED || !matchesAfter(signature, edits)) return { verdict: 'pass' };
    const [character = ''] = /[\u0085\u2028]/.exec(first.value) ?? [];
    return {
      verdict: 'fail',
      at: places(first, [first.parent, signature.element, ...rest]),
      data: {
        name: nameElement(first.parent),
        character: codePoint(character),
        count: counted(edits.length, 'line break'),
      },
      explains: [{ check: 'signature/digest-mismatch', on: signature.element }],
    };
  },

  message: ({ name, character, count }) =>
    `In ${name}, ${count} became ${character} after it was signed; with line feeds the digest matches.`,
});

/** Written as themselves: a character reference means the same to every parser. */
function separatorsIn({ parent, start, end }: XmlText): Edit[] {
  const written = parent.document.source.text.slice(start, end);
  return [...written.matchAll(/[\u0085\u2028]/g)].map(({ index }) => ({
    start: start + index,
    end: start + index + 1,
    text: '\n',
  }));
}
