import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { statersOf } from '../stated-by.ts';
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
  ],
  why: `Receivers refuse an assertion whose ID they have seen, and match an answer to a request by its ID. IDs from a counter
or a clock collide after a restart, and whoever can guess the next one can prepare an answer to a request that was not
made yet.`,
  fix: `Have the sender draw 128 to 160 random bits for each ID: 32 to 40 hexadecimal digits.`,

  skip: (message) => (statersOf(message).length > 0 ? undefined : 'not a protocol message or assertion'),

  run(message) {
    const short = statersOf(message).flatMap(({ element, id }) =>
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

/** The most information a text of these characters can hold, what comes before the first digit left out. */
function bitsIn(id: string): number {
  const digits = /\d/.test(id) ? id.slice(id.search(/[\da-f]/)) : id;
  const text = digits.replace(/[^A-Za-z0-9]+/g, '');
  const alphabet = /[^\d]/.test(text) ? (/[^\da-f]/i.test(text) ? 62 : 16) : 10;
  return text.length * Math.log2(alphabet);
}
