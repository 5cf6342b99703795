import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { issuedIn } from '../stated-by.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'id/guessable',
  title: 'An ID is too short to be unique',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '1.3.4',
      says: 'Where an identifier is chosen at random, the chance that two are the same must be at most 2 to the power of -128, and should be at most 2 to the power of -160.',
    },
    {
      spec: 'saml11-core',
      section: '1.2.3',
      says: 'The same holds for identifiers of SAML 1.1 (paraphrased).',
    },
  ],
  why: `Receivers refuse an assertion whose ID they have seen, and match an answer to a request by its ID. IDs from a counter
or a clock collide after a restart, and whoever can guess the next one can prepare an answer to a request that was not
made yet.`,
  fix: `Have the sender draw 128 to 160 random bits for each ID: 32 to 40 hexadecimal digits.`,

  skip: (message) => (issuedIn(message).length > 0 ? undefined : 'not a protocol message or assertion'),

  run(message) {
    const short = issuedIn(message).flatMap(({ element, id }) =>
      id && id.value !== '' && bitsIn(id.value) < FEWEST_BITS ? [{ element, id }] : [],
    );
    const [first, ...rest] = short;
    if (!first) return { verdict: 'pass' };
    const { id } = first;
    return {
      verdict: 'fail',
      at: places(
        id.at,
        rest.map((one) => one.id.at),
      ),
      data: {
        holders: allOf(short.map(({ element }) => element.localName)),
        id: shown(id.value),
        bits: Math.floor(bitsIn(id.value)),
      },
    };
  },

  message: ({ holders, id, bits }) =>
    `The ID of ${holders} is ${id}, which has room for ${bits} random bits at most.`,
});

/** Products that keep to the rule loosely write 22 digits and more; nothing random is as short as this. */
const FEWEST_BITS = 64;

/**
 * The most information that a text of these characters can hold. Where there are digits, what comes before the first
 * hexadecimal one is left out: `id-`, `_`.
 */
function bitsIn(id: string): number {
  let [decimal, hexadecimal, alphanumeric] = [0, 0, 0];
  const from = /\d/.test(id) ? id.search(/[\da-f]/) : 0;
  for (let i = from; i < id.length; i++) {
    const code = id.charCodeAt(i);
    const letter = code | 0x20;
    if (code >= 0x30 && code <= 0x39) decimal++;
    else if (letter >= 0x61 && letter <= 0x66) hexadecimal++;
    else if (letter >= 0x61 && letter <= 0x7a) alphanumeric++;
  }
  const alphabet = alphanumeric > 0 ? 62 : hexadecimal > 0 ? 16 : 10;
  return (decimal + hexadecimal + alphanumeric) * Math.log2(alphabet);
}
