/** Where an element of a text stands: offsets into the text, ends exclusive. */
export interface Located {
  /** As written: `samlp:Response`. */
  readonly name: string;
  readonly localName: string;
  readonly parent: Located | undefined;
  readonly attributes: readonly LocatedAttribute[];
  readonly start: number;
  /** Just after the `>` of the start tag. */
  readonly openEnd: number;
  /** Where the end tag begins; equals `end` for an empty-element tag. */
  closeStart: number;
  end: number;
}

export interface LocatedAttribute {
  readonly name: string;
  /** As written, references not expanded. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][^>]*>|<(\/?)([^\s/>"'<]+)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Finds the elements of well-formed text, in document order, so that the text can be changed in one place and
 * left alone everywhere else. It does not judge: text that is not well-formed gives whatever was found.
 */
export function locateElements(xml: string): Located[] {
  const found: Located[] = [];
  let open: Located | undefined;
  for (const match of xml.matchAll(MARKUP)) {
    const [markup, slash, name, rest = ''] = match;
    if (name === undefined) continue;
    const start = match.index;
    const end = start + markup.length;
    if (slash === '/') {
      if (open) {
        open.closeStart = start;
        open.end = end;
        open = open.parent;
      }
      continue;
    }
    const located: Located = {
      name,
      localName: name.slice(name.indexOf(':') + 1),
      parent: open,
      attributes: attributesOf(rest, start + 1 + name.length),
      start,
      openEnd: end,
      closeStart: end,
      end,
    };
    found.push(located);
    if (!rest.endsWith('/')) open = located;
  }
  return found;
}

/** What to look for: a local name (the first such element), or more narrowly. */
export interface Selector {
  readonly localName: string;
  /** Which of them, counting from 0. */
  readonly nth?: number;
  /** Only inside the first element of this local name. */
  readonly within?: string;
}

/** The element a selector means. @throws TypeError where there is none: a mutation that changes nothing tests nothing. */
export function locate(xml: string, selector: string | Selector): Located {
  const { localName, nth = 0, within } = typeof selector === 'string' ? { localName: selector } : selector;
  const elements = locateElements(xml);
  const outer = within === undefined ? undefined : elements.find((each) => each.localName === within);
  if (within !== undefined && !outer) throw new TypeError(`There is no <${within}> in this text.`);
  const candidates = elements.filter(
    (each) =>
      each.localName === localName &&
      (!outer || (each.start >= outer.openEnd && each.end <= outer.closeStart)),
  );
  const found = candidates[nth];
  if (!found) {
    const inside = within === undefined ? 'this text' : `<${within}>`;
    throw new TypeError(
      `There is no <${localName}> number ${nth} in ${inside}; it holds ${candidates.length}.`,
    );
  }
  return found;
}

/** The element whose ID is this. @throws TypeError where there is none. */
export function locateId(xml: string, id: string): Located {
  const found = locateElements(xml).find((each) => idOf(each) === id);
  if (!found) throw new TypeError(`No element in this text has the ID ${id}.`);
  return found;
}

/** The value of an element's ID attribute. */
export function idOf(located: Located): string | undefined {
  return located.attributes.find(({ name }) => IDS.has(name))?.raw;
}

const IDS: ReadonlySet<string> = new Set(['ID', 'AssertionID', 'ResponseID']);

function attributesOf(text: string, offset: number): LocatedAttribute[] {
  const found: LocatedAttribute[] = [];
  for (const match of text.matchAll(ATTRIBUTE)) {
    found.push({
      name: match[1] ?? '',
      raw: match[2] ?? match[3] ?? '',
      start: offset + match.index,
      end: offset + match.index + match[0].length,
    });
  }
  return found;
}
