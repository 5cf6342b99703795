import type { XmlElement } from '../xml/document.ts';

/**
 * Why it proves nothing that something is missing in or after this element: reading stopped before the end of the
 * root. `undefined` where the root was read whole. The fault itself is told by `structure/not-well-formed`.
 */
export function readInPart({ document }: XmlElement): string | undefined {
  const code = document.problem?.code;
  return code === undefined || code === 'second-root' || code === 'text-outside-root'
    ? undefined
    : 'the text is not well-formed and was read in part only, so what is missing may stand in the rest';
}
