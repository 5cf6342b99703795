/** A product that receives SAML messages, with the texts by which it refuses them. */
export interface Peer {
  readonly id: string;
  /** As its users call it: `node-saml`, `Spring Security`. */
  readonly name: string;
  /** Where its texts stand: a public repository and the file in it, or the address of a page. */
  readonly source: string;
  /** ISO date of the day the source was read. */
  readonly checkedOn: string;
  /** How its rules differ in general from the specification's, in a sentence or two. */
  readonly differs?: string;
  readonly refusals: readonly [Refusal, ...Refusal[]];
}

/** One text by which a product refuses a message. */
export interface Refusal {
  /**
   * The text as the product prints it, spelling mistakes included. `{issuer}` stands for a value that it fills in; a
   * brace before anything but a letter is itself.
   */
  readonly says: string;
  /** The checks that find the same reason, the likeliest first; empty where samlscope cannot see it in a message. */
  readonly checks: readonly string[];
  /** What it means, in a sentence, where that is more than the checks say. */
  readonly means?: string;
  /** How its rule differs from the check's, so that it may refuse more or less. */
  readonly note?: string;
  /** Where it stands, where that is another place than the product's own. */
  readonly source?: string;
  /** Set where the very text was not seen at its source. */
  readonly unverified?: true;
}
