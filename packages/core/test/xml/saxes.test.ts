// Two strict parsers must agree on every text: on whether it is well-formed, and on what it says.
import { describe, expect, test } from 'vitest';
import type { XmlDocument } from '../../src/xml/document.ts';
import { mutate, Random, randomDocument, randomList } from './generate.ts';
import { read } from './reading.ts';
import { type Events, eventsOf, eventsOfSaxes } from './saxes.ts';

interface Outcome {
  readonly text: string;
  readonly document: XmlDocument;
  readonly ours: Events;
  readonly theirs: Events;
  /** What saxes says against it. */
  readonly error: string | undefined;
}

/** Where saxes 6.0.0 and we differ, and why we are right. */
interface KnownDifference {
  readonly name: string;
  readonly clause: string;
  readonly example: string;
  readonly applies: (outcome: Outcome) => boolean;
}

const onlyWeRefuse = ({ document, error }: Outcome) =>
  document.problem !== undefined && error === undefined ? document.problem : undefined;

const sameButFor = ({ document, error, ours, theirs }: Outcome, simplify: (event: string) => string) =>
  !document.problem && !error && ours.map(simplify).join('\n') === theirs.map(simplify).join('\n');

const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'saxes lets half a surrogate pair pass',
    clause: 'XML 1.0 production 2: the surrogate blocks are not Char',
    example: '<a>\uD83Dn</a>',
    applies: (outcome) => onlyWeRefuse(outcome) !== undefined && /\p{Surrogate}/u.test(outcome.text),
  },
  {
    name: 'saxes lets a local part start with what no name starts with',
    clause: 'Namespaces in XML 1.0 productions 4 and 11: LocalPart is an NCName',
    example: '<a xml:-b=""/>',
    applies: (outcome) => onlyWeRefuse(outcome)?.message.includes('not a qualified name') ?? false,
  },
  {
    name: 'saxes takes "?" for the end of a target when no ">" follows',
    clause: 'XML 1.0 production 16: white space stands between the target and the rest',
    example: '<?p?q r?><a/>',
    applies: (outcome) => onlyWeRefuse(outcome)?.code === 'malformed-processing-instruction',
  },
  {
    name: 'saxes trims namespace names',
    clause: 'Namespaces in XML 1.0 §2.2 and §2.3: the name is the normalised value, compared as a string',
    example: '<a xmlns=" urn:1&#9;"/>',
    applies: (outcome) =>
      sameButFor(outcome, (event) =>
        event.replace(/\{([^}]*)\}/, (_, namespaceURI: string) => `{${namespaceURI.trim()}}`),
      ),
  },
  {
    name: 'saxes reads every version but 1.0 by the rules of 1.1',
    clause: 'XML 1.0 §2.8: a 1.x document is processed as a 1.0 document',
    example: '<?xml version="1.2"?><a>\u0085</a>',
    applies: (outcome) =>
      outcome.document.declaration?.version !== '1.0' &&
      sameButFor(outcome, (event) => event.replaceAll(/[\u0085\u2028]/g, '\\n')),
  },
];

function outcomeOf(text: string): Outcome {
  const document = read(text);
  const { events, error } = eventsOfSaxes(text);
  return { text, document, ours: eventsOf(document), theirs: events, error };
}

function agree({ document, error, ours, theirs }: Outcome): boolean {
  if ((document.problem === undefined) !== (error === undefined)) return false;
  return document.problem !== undefined || ours.join('\n') === theirs.join('\n');
}

const tell = ({ text, document, error, ours, theirs }: Outcome) => ({
  text,
  ours: document.problem?.message ?? ours,
  theirs: error ?? theirs,
});

describe('known differences are real, and as told', () => {
  test.each(knownDifferences)('$name ($clause)', (difference) => {
    const outcome = outcomeOf(difference.example);
    expect(agree(outcome)).toBe(false);
    expect(knownDifferences.filter(({ applies }) => applies(outcome))).toEqual([difference]);
  });
});

describe('the same verdict and the same events', () => {
  const rounds = 1200;

  test.each([
    ['as generated', (_: Random, text: string) => text],
    ['with edits', mutate],
    ['with more edits', (random: Random, text: string) => mutate(random, mutate(random, text))],
    [
      'with a DOCTYPE',
      (_: Random, text: string) => `<!DOCTYPE a [<!ENTITY e "]>">]>${text.replace(/^<\?xml .*?\?>/, '')}`,
    ],
    ['that are lists', (random: Random) => randomList(random)],
    ['that are lists, with edits', (random: Random) => mutate(random, randomList(random))],
    [
      'inside another',
      (_: Random, text: string) => `<r xmlns:p="urn:r">${text.replace(/^<\?xml .*?\?>/, '')}</r>`,
    ],
  ] as const)('random documents %s', (_, edit) => {
    let wellFormed = 0;
    const unknown: unknown[] = [];
    for (let seed = 0; seed < rounds; seed++) {
      const random = new Random(seed);
      const outcome = outcomeOf(edit(random, randomDocument(random)));
      if (!outcome.document.problem) wellFormed++;
      if (!agree(outcome) && !knownDifferences.some(({ applies }) => applies(outcome)))
        unknown.push(tell(outcome));
    }
    expect(unknown).toEqual([]);
    // Both verdicts must have been put to the test.
    expect(wellFormed).toBeGreaterThan(5);
    expect(wellFormed).toBeLessThan(rounds);
  });
});
