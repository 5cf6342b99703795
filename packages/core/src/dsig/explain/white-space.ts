import type { XmlChild, XmlElement, XmlText } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import type { DigestTrial } from './digest-trial.ts';
import { onTheWay } from './explanation.ts';
import { atPlaces } from './naming.ts';
import type { Repair, Repairable, Way } from './repair.ts';
import { type Change, newText } from './rewrite.ts';

/** Changes of white space and of line ends, to canonical XML characters like any others. */
export const whiteSpaceRepairs: readonly Repair<Repairable>[] = [
  { id: 'pretty-printed', ways: prettyPrinted },
  { id: 'carriage-returns-lost', ways: carriageReturnsLost },
  { id: 'carriage-returns-added', ways: carriageReturnsAdded },
  { id: 'text-padded', ways: padded },
];

/** White space that only an element with a signature in it can have, or have lost. */
export const layoutRepairs: readonly Repair[] = [
  { id: 'white-space-around-signature', ways: aroundSignature },
  { id: 'minified', ways: minified },
];

const NO_REFORMATTING = onTheWay(
  'Find what reads and writes the XML anew between the identity provider and the receiver, and let it pass the text on as it came: white space between elements is part of what is signed.',
);

/** White space between elements, which the signer did not write. */
function* prettyPrinted(trial: Repairable): Generator<Way> {
  let count = 0;
  for (const element of trial.elements()) {
    if (hasElements(element)) count += element.children.filter(isWhiteSpace).length;
  }
  if (count === 0) return;
  yield {
    change: withoutWhiteSpace,
    says: 'The XML was indented or broken into lines after it was signed.',
    undone: `without the white space between the elements (${atPlaces(count)})`,
    remedy: NO_REFORMATTING,
  };
}

/** Takes away what stands between elements and is white space alone. */
export const withoutWhiteSpace: Change = {
  children: (children, element) =>
    hasElements(element) ? children.filter((child) => !isWhiteSpace(child)) : children,
};

function isWhiteSpace(child: XmlChild): child is XmlText {
  return child.type === 'text' && !child.cdata && /^[ \t\r\n]+$/.test(child.value);
}

function hasElements({ children }: XmlElement): boolean {
  return children.some(({ type }) => type === 'element');
}

/** Line breaks that came with the signature, after what it stands in had been digested. */
function* aroundSignature({ omitted }: DigestTrial): Generator<Way> {
  if (!omitted) return;
  const siblings = omitted.parent?.children ?? [];
  const place = siblings.indexOf(omitted);
  const beside = [siblings[place - 1], siblings[place + 1]].filter(
    (child) => child !== undefined && isWhiteSpace(child),
  );
  if (beside.length === 0) return;
  const choices = beside.length === 2 ? [beside, beside.slice(0, 1), beside.slice(1)] : [beside];
  for (const taken of choices) {
    yield {
      change: { children: (children) => children.filter((child) => !taken.some((one) => one === child)) },
      says: 'White space was put beside the signature when it was inserted, after the digest had been made.',
      undone: `without the white space beside the Signature (${atPlaces(taken.length)})`,
      at: omitted,
      remedy: {
        end: 'identity provider',
        do: 'Insert the signature without line breaks round it, or digest after they are there.',
      },
    };
  }
}

/** The signer's text had CR LF, which XML keeps only as `&#13;`; written as plain line ends, it is gone. */
function* carriageReturnsLost(trial: Repairable): Generator<Way> {
  if (!hasText(trial, '\n')) return;
  const put = (value: string) => value.replace(/\r?\n/g, '\r\n');
  const scopes: readonly (readonly [string, (text: XmlText) => boolean])[] = [
    ['in the text', () => true],
    ['in the text, white space between elements aside', ({ value }) => /[^ \t\r\n]/.test(value)],
    ['in the values of the signature inside', ({ parent }) => parent.namespaceURI === ns.ds],
  ];
  for (const [where, applies] of scopes) {
    yield {
      change: { text: (value, text) => (applies(text) ? put(value) : value) },
      says: 'Carriage returns that were signed are gone: line ends were changed from CR LF to LF.',
      undone: `with a carriage return before each line feed ${where}`,
      remedy: onTheWay(
        'Find what changes line ends, or writes `&#13;` as a plain line break, between the identity provider and the receiver.',
      ),
    };
  }
}

/** The text has carriage returns, written as `&#13;`, that the signer did not write. */
function* carriageReturnsAdded(trial: Repairable): Generator<Way> {
  if (!hasText(trial, '\r')) return;
  for (const [pattern, by] of [
    [/\r(?=\n)/g, ''],
    [/\r/g, ''],
    [/\r/g, '\n'],
  ] as const) {
    yield {
      change: { text: (value) => value.replace(pattern, by) },
      says: 'There are carriage returns in the text, written as `&#13;`, that were not signed.',
      undone: by === '' ? 'without the carriage returns' : 'with line feeds for the carriage returns',
      remedy: onTheWay(
        'Find what escapes CR LF as `&#13;` after signing: a program that treats signed XML as text, or a signer that formats base64 in lines for Windows.',
      ),
    };
  }
}

function hasText(trial: Repairable, part: string): boolean {
  for (const element of trial.elements()) {
    if (element.children.some((child) => child.type === 'text' && child.value.includes(part))) return true;
  }
  return false;
}

/** White space at the ends of values. */
function* padded(trial: Repairable): Generator<Way> {
  let count = 0;
  for (const element of trial.elements()) {
    if (hasElements(element)) continue;
    for (const child of element.children) {
      if (child.type === 'text' && child.value !== trimmed(child.value)) count++;
    }
  }
  if (count === 0) return;
  yield {
    change: { text: (value, { parent }) => (hasElements(parent) ? value : trimmed(value)) },
    says: 'Values were padded with white space or put on lines of their own after signing.',
    undone: `without the white space at the ends of values (${atPlaces(count)})`,
    remedy: NO_REFORMATTING,
  };
}

function trimmed(value: string): string {
  return value.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
}

const INDENTS: readonly (readonly [unit: string, name: string])[] = [
  ['  ', 'two spaces a level'],
  ['    ', 'four spaces a level'],
  ['\t', 'a tab a level'],
  ['', 'line breaks alone'],
  [' ', 'one space a level'],
];

/** Indentation that was signed and taken away; only the usual ways to indent can be tried. */
function* minified(trial: DigestTrial): Generator<Way> {
  const { target, omitted } = trial;
  for (const element of trial.elements()) {
    if (hasElements(element) && element.children.some(isWhiteSpace)) return;
  }
  const depth = depthOf(target);
  for (const [unit, name] of INDENTS) {
    for (const outer of depth === 0 ? [0] : [depth, 0]) {
      for (const signatureIndented of omitted ? [true, false] : [true]) {
        const skipped = signatureIndented ? undefined : omitted;
        yield {
          change: indented(unit, outer - depth, skipped),
          says: 'The XML was signed with its elements on lines of their own, and the line breaks were taken away afterwards.',
          undone: `with the elements on lines of their own (${name})`,
          remedy: NO_REFORMATTING,
        };
      }
    }
  }
}

/** Each element on a line of its own, save one that came later. */
function indented(unit: string, deeper: number, skipped: XmlElement | undefined): Change {
  return {
    children(children, element) {
      if (!children.some((child) => child.type === 'element' && child !== skipped)) return children;
      const depth = depthOf(element) + deeper;
      const lines: XmlChild[] = [];
      for (const child of children) {
        if (child !== skipped) lines.push(newText(element, `\n${unit.repeat(depth + 1)}`));
        lines.push(child);
      }
      lines.push(newText(element, `\n${unit.repeat(depth)}`));
      return lines;
    },
  };
}

function depthOf(element: XmlElement): number {
  let depth = 0;
  for (let { parent } = element; parent; parent = parent.parent) depth++;
  return depth;
}
