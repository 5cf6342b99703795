/**
 * How far a text goes on without anything that a reader must look at. The platform finds a character many times faster
 * than a loop over all of them (0.01 ns against 1 ns a character; 0.3 ns for a class of characters), so each question
 * remembers where its answer stood, and as long as that lies ahead nothing is searched: every character is passed over
 * once for each question, whatever the markup.
 *
 * Offsets asked for may only grow.
 */
export class PlainRuns {
  private readonly text: string;
  private readonly markup: NextPlace;
  private readonly ampersand: NextPlace;
  private readonly sectionEnd: NextPlace;
  private readonly tab: NextPlace;
  private readonly lineFeed: NextPlace;
  private readonly special: NextSpecial;

  constructor(text: string) {
    this.text = text;
    this.markup = new NextPlace(text, '<');
    this.ampersand = new NextPlace(text, '&');
    this.sectionEnd = new NextPlace(text, ']]>');
    this.tab = new NextPlace(text, '\t');
    this.lineFeed = new NextPlace(text, '\n');
    this.special = new NextSpecial(text);
  }

  /** Where the next `<` stands, or the end of the text. */
  markupAfter(start: number): number {
    return this.markup.from(start);
  }

  /** Whether character data, which ends at the next markup, means what is written: no reference, no CR, no fault. */
  isPlainText(start: number, end: number): boolean {
    return (
      this.special.from(start) >= end &&
      this.ampersand.from(start) >= end &&
      this.sectionEnd.from(start) >= end
    );
  }

  /**
   * Where the value that begins here ends with that quote, if it means what is written: no reference, no white space
   * but spaces, no fault. -1 if not.
   */
  plainValueEnd(start: number, quote: '"' | "'"): number {
    const end = this.text.indexOf(quote, start);
    return this.markup.from(start) >= end &&
      this.special.from(start) >= end &&
      this.ampersand.from(start) >= end &&
      this.lineFeed.from(start) >= end &&
      this.tab.from(start) >= end
      ? end
      : -1;
  }
}

/** Where a string occurs next. */
class NextPlace {
  private readonly text: string;
  private readonly wanted: string;
  private place = -1;

  constructor(text: string, wanted: string) {
    this.text = text;
    this.wanted = wanted;
  }

  from(start: number): number {
    if (this.place >= start) return this.place;
    const found = this.text.indexOf(this.wanted, start);
    this.place = found < 0 ? this.text.length : found;
    return this.place;
  }
}

/**
 * CR, what XML 1.0 §2.2 forbids, and surrogates, which it allows in pairs. Few ranges, because each costs time; in a
 * string of Latin-1 alone the platform leaves out all but the first two.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const SPECIAL = /[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/g;

/** Where a character of {@link SPECIAL} occurs next. */
class NextSpecial {
  private readonly text: string;
  private place = -1;

  constructor(text: string) {
    this.text = text;
  }

  from(start: number): number {
    if (this.place >= start) return this.place;
    SPECIAL.lastIndex = start;
    this.place = SPECIAL.test(this.text) ? SPECIAL.lastIndex - 1 : this.text.length;
    return this.place;
  }
}
