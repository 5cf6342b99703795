/** A stream of numbers that is the same for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 to just below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
}

const PREFIXES = ['', '', 'p', 'q', 'saml', '\u00E9', 'xml'];
const LOCAL_NAMES = ['a', 'b', 'Assertion', 'x-1', 'a.b_c', '\u540D', '\u{10400}z', '\uF900z'];
/** URIs, and what is none or must be escaped. */
const URIS = ['urn:1', 'urn:2', "urn:it's", 'http://example.org/?q=1;r#f'];
const ODD_URIS = ['urn:a&amp;b', 'http://example.org/&quot;q&quot;', 'urn:&#xE9;'];
const SPACE = ['', '', ' ', '\n', '\r\n', '\t', '  '];
const WORDS = [
  'text',
  ' ',
  '\r\n',
  '\r',
  '\t',
  '&amp;',
  '&lt;',
  '&gt;',
  ' >',
  '&#13;',
  '&#xA;',
  '&#9;',
  '&#x1F600;',
  '\u{1F600}',
  '\u00E9',
  '&apos;',
  '&quot;',
  ']',
  ']] ',
  '\u0085',
  '\u2028',
];

/**
 * A small document, well-formed but for what chance does to its namespaces and attributes. A strict one binds its
 * prefixes, to plain URIs.
 */
export function randomDocument(random: Random, strict = false): string {
  const misc = () => {
    let out = '';
    while (random.chance(0.2))
      out += random.pick([randomComment(random), randomInstruction(random), '\n', ' ']);
    return out;
  };
  const declaration = random.pick([
    '',
    '',
    '',
    '',
    '<?xml version="1.0"?>',
    "<?xml version='1.0' encoding='UTF-8' ?>\n",
  ]);
  return declaration + misc() + randomElement(random, 0, new Set(['', 'xml']), strict) + misc();
}

function randomElement(random: Random, depth: number, outer: ReadonlySet<string>, strict: boolean): string {
  const bound = new Set(outer);
  const uris = strict ? URIS : [...URIS, ...ODD_URIS];
  const parts: string[] = [];
  for (let i = random.below(3); i > 0; i--) {
    const prefix = random.pick(PREFIXES);
    if (
      prefix === 'xml' ||
      (strict && parts.some((part) => part.startsWith(`xmlns${prefix && ':'}${prefix}=`)))
    )
      continue;
    bound.add(prefix);
    parts.push(
      prefix === '' ? `xmlns="${random.pick([...uris, ''])}"` : `xmlns:${prefix}="${random.pick(uris)}"`,
    );
  }
  const usable = (): string => {
    const prefix = random.pick(PREFIXES);
    return bound.has(prefix) || random.chance(strict ? 0 : 0.02) ? prefix : '';
  };
  const qualified = (prefix: string) => `${prefix && `${prefix}:`}${random.pick(LOCAL_NAMES)}`;
  for (let i = random.below(4); i > 0; i--) {
    const quote = random.pick(['"', "'"]);
    const value = randomText(random).replaceAll(quote, '');
    const name = random.chance(0.1)
      ? random.pick(['xml:lang', 'xml:space', 'xml:base', 'xml:id'])
      : qualified(usable());
    parts.push(`${name}${random.pick(SPACE)}=${random.pick(SPACE)}${quote}${value}${quote}`);
  }
  const name = qualified(usable());
  for (let i = parts.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [parts[i], parts[j]] = [parts[j] as string, parts[i] as string];
  }
  const tag = [name, ...parts].join(random.pick([' ', '\n', '  ', '\r\n'])) + random.pick(SPACE);
  if (random.chance(0.2)) return `<${tag}/>`;
  let content = '';
  for (let i = random.below(4); i > 0; i--) {
    const kind = random.next();
    if (depth < 5 && kind < 0.45) content += randomElement(random, depth + 1, bound, strict);
    else if (kind < 0.85) content += randomText(random);
    else if (kind < 0.9) content += randomComment(random);
    else if (kind < 0.95) content += randomInstruction(random);
    else content += `<![CDATA[${random.pick(['', '<&', ']', ']]', '\r\n', 'x'])}]]>`;
  }
  return `<${tag}>${content}</${name}${random.pick(SPACE)}>`;
}

/** A list of elements that are written alike, or nearly so. */
export function randomList(random: Random): string {
  const parent = random.pick([
    '<r>',
    '<r xmlns="urn:1">',
    '<p:r xmlns:p="urn:1">',
    '<p:r xmlns:p="urn:1" a="">',
  ]);
  let content = '';
  for (let i = 2 + random.below(6); i > 0; i--)
    content += random.pick(random.chance(0.6) ? ALIKE : NEARLY_ALIKE);
  return `${parent}${content}</${parent.slice(1, parent.search(/[ >]/))}>`;
}

const ALIKE = ['<a>t</a>', '<a>u v</a>'];
const NEARLY_ALIKE = [
  '<a >t</a>',
  '<a>t</a >',
  '<a>t > u</a>',
  '<a>t></a>',
  '<a/>',
  '<a></a>',
  '<ab>t</ab>',
  '<a>t&amp;</a>',
  '<a>\r\n</a>',
  '<a>]]&gt;</a>',
  '<a>]]></a>',
  '<a>t<!-- c --></a>',
  '<a>t<?p?>u</a>',
  '<a><![CDATA[t]]></a>',
  '<a><a>t</a><a>t</a></a>',
  '<a xmlns="urn:2">t</a>',
  '<a b="" a="">t</a>',
  '<p:a>t</p:a>',
  '<a>\u{1F600}</a>',
  '<a>t</b>',
  '<a>t',
  't',
];

function randomText(random: Random): string {
  let out = '';
  for (let i = random.below(5); i > 0; i--) out += random.pick(WORDS);
  return out;
}

function randomComment(random: Random): string {
  return `<!--${random.pick(['', ' c ', '<a>', '&amp;', '\r\n', '- x'])}-->`;
}

function randomInstruction(random: Random): string {
  return `<?${random.pick(['p', 'target', 'xml-s', '\u00E9'])}${random.pick(['', ' ', ' d', '\n d="&amp;" ', ' ?', ' \r\n x\r'])}?>`;
}

const SPLICES = [
  '<',
  '>',
  '&',
  ';',
  '"',
  "'",
  '/',
  '=',
  ':',
  '!',
  '?',
  ' ',
  ']]>',
  '--',
  '<a>',
  '</a>',
  '<a/>',
  '<p:a/>',
  ' a="1"',
  ' p:a="2"',
  ' xmlns=""',
  ' xmlns:p=""',
  ' xmlns:p="urn:1"',
  ' xmlns:q="urn:1"',
  ' xmlns:xml="urn:1"',
  ' xmlns:xmlns="urn:1"',
  '&nbsp;',
  '&#0;',
  '&#x41;',
  '&#xD800;',
  '&amp',
  '&amp;',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?p',
  '?>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a>',
  '<!DOCTYPE a [<!ENTITY e "]>">]>',
  '\u0001',
  '\uFFFE',
  '\uD83D',
  '\uDE00',
  '\u00D7',
  '\u0301',
  'x',
  '1',
];

/** The text with one to three edits: something deleted, inserted, replaced, repeated or moved. */
export function mutate(random: Random, text: string): string {
  let out = text;
  for (let edits = 1 + random.below(3); edits > 0; edits--) {
    const at = random.below(out.length + 1);
    const end = Math.min(out.length, at + 1 + random.below(random.chance(0.8) ? 2 : 12));
    switch (random.below(5)) {
      case 0:
        out = out.slice(0, at) + out.slice(end);
        break;
      case 1:
        out = out.slice(0, at) + random.pick(SPLICES) + out.slice(at);
        break;
      case 2:
        out = out.slice(0, at) + random.pick(SPLICES) + out.slice(end);
        break;
      case 3:
        out = out.slice(0, at) + out.slice(at, end).repeat(2) + out.slice(end);
        break;
      default: {
        const piece = out.slice(at, end);
        const rest = out.slice(0, at) + out.slice(end);
        const to = random.below(rest.length + 1);
        out = rest.slice(0, to) + piece + rest.slice(to);
      }
    }
  }
  return out;
}
