import { normalise } from './normalise.ts';

/** How alike two texts are by their words: a rare word counts more than one that many texts have. */
export interface Similarity {
  readonly index: number;
  /** From 0, nothing in common, to 1, the same words. */
  readonly score: number;
}

/** Finds those of a fixed set of texts that share most words with a given one. */
export class WordIndex {
  private readonly texts: readonly ReadonlySet<string>[];
  private readonly holders = new Map<string, number[]>();

  constructor(texts: readonly string[]) {
    this.texts = texts.map((text) => new Set(wordsOf(text)));
    this.texts.forEach((words, index) => {
      for (const word of words) {
        const holders = this.holders.get(word);
        if (holders) holders.push(index);
        else this.holders.set(word, [index]);
      }
    });
  }

  /** The texts nearest to one line, best first. */
  nearest(line: string, least: number, most: number): Similarity[] {
    const words = new Set(wordsOf(line));
    const shared = new Map<number, { weight: number; words: number }>();
    let total = 0;
    for (const word of words) {
      const weight = this.weightOf(word);
      total += weight;
      for (const index of this.holders.get(word) ?? []) {
        const one = shared.get(index) ?? { weight: 0, words: 0 };
        shared.set(index, { weight: one.weight + weight, words: one.words + 1 });
      }
    }
    return [...shared]
      .filter(([, { words }]) => words > 1)
      .map(([index, { weight }]) => ({ index, score: (2 * weight) / (total + this.weightOfText(index)) }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, most);
  }

  private weightOf(word: string): number {
    return Math.log(1 + this.texts.length / (1 + (this.holders.get(word)?.length ?? 0)));
  }

  private weightOfText(index: number): number {
    let sum = 0;
    for (const word of this.texts[index] ?? []) sum += this.weightOf(word);
    return sum;
  }
}

/** Words that say nothing of what went wrong. */
const EMPTY = new Set(
  'the and for was are has have with that this not its from but did does you your saml error exception'.split(
    ' ',
  ),
);
/** Most words of one line that are looked at. */
const WORDS = 200;

function wordsOf(text: string): string[] {
  const { folded } = normalise(text.replace(/\{[a-z][A-Za-z ]*\}/g, ' '));
  return (folded.match(/[a-z][a-z0-9]{2,40}/g) ?? []).filter((word) => !EMPTY.has(word)).slice(0, WORDS);
}
