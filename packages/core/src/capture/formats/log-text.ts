import { type Budget, count, type Format, type Payload, step, unwrapped } from '../decoding.ts';
import { endOfElement, findTag, LESS_THAN_SIGNS } from '../element.ts';
import { findBase64 } from '../evidence.ts';
import { isBase64Character, isBlank } from '../letters.ts';

/**
 * XML in the midst of other text, as logs and mails have it: as it is, or escaped for a page, a string literal or a
 * URL. Failing that, base64 that begins as that of SAML does.
 */
export const logText: Format = {
  name: 'text with XML in it',
  recognise(text, payload, budget) {
    for (const sign of LESS_THAN_SIGNS) {
      const found = cutElements(text, payload, sign, budget);
      if (found.length > 0) return found;
    }
    return cutBase64(text, payload, budget);
  },
};

function cutElements(text: string, payload: Payload, sign: string, budget: Budget): readonly Payload[] {
  const found: Payload[] = [];
  let done = 0;
  for (let tag = findTag(text, 0, sign); tag; tag = findTag(text, done, sign)) {
    budget.addMessage();
    const { end, closed } = endOfElement(text, tag);
    done = end;
    // What is the whole text already was looked at before.
    if (tag.start === 0 && end === text.length) continue;
    const content = text.slice(tag.start, end);
    const says = `XML cut out of the text around it: offset ${tag.start} to ${end} of ${count(text.length, 'character')}`;
    const repairs = closed ? [] : ['its end-tag is missing, so all the rest of the text was taken'];
    found.push(unwrapped(payload, content, step('cut-out', says, repairs), { format: logText.name }));
  }
  return found;
}

function cutBase64(text: string, payload: Payload, budget: Budget): readonly Payload[] | undefined {
  const found: Payload[] = [];
  let done = 0;
  for (let start = findBase64(text, 0); start >= 0; start = findBase64(text, done)) {
    let end = start;
    while (end < text.length && isEncoded(text.charCodeAt(end))) end++;
    done = end;
    // Where something else goes on without a gap, the base64 is damaged rather than over.
    if (end - start < SHORTEST || end - start === text.length || !isGap(text, end)) continue;
    budget.addMessage();
    const says = `base64 cut out of the text around it: offset ${start} to ${end} of ${count(text.length, 'character')}`;
    found.push(
      unwrapped(payload, text.slice(start, end), step('cut-out', says), { format: 'text with base64 in it' }),
    );
  }
  return found.length > 0 ? found : undefined;
}

const SHORTEST = 24;

function isGap(text: string, index: number): boolean {
  return (
    index === text.length || isBlank(text.charCodeAt(index)) || '"\'`,;&<>()[]{}'.includes(text.charAt(index))
  );
}

/** Base64, percent-encoded or with backslash escapes. */
function isEncoded(code: number): boolean {
  return isBase64Character(code) || code === 0x25 || code === 0x5c;
}
