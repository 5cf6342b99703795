import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { duration } from '../wording.ts';

const LEAST = 180_000;
const MOST = 300_000;

export default defineCheck({
  id: 'saml2int/skew-outside',
  title: 'Less or more clock difference is forgiven than the profile asks for',
  severity: 'note',
  since: 'next',
  profile: 'saml2int',
  on: 'response',
  needs: [],
  cites: [sdp('G01', 'Between three and five minutes of clock difference must be allowed for, either way.')],
  why: 'This is about how the message is judged here, not about the message: a receiver that follows the profile accepts some that are refused here, or the other way round.',
  fix: 'This is yours to change: give --skew 3m, or what the service provider is set to.',

  run({ element }, { skewMs }) {
    if (skewMs >= LEAST && skewMs <= MOST) return { verdict: 'pass' };
    const actual = duration(skewMs);
    return {
      verdict: 'fail',
      at: [element],
      data: { actual },
      expected: '3 to 5 min',
      actual,
      remedies: [{ end: 'you', do: 'Judge with --skew 3m.' }],
    };
  },

  message: ({ actual }) => `The message is judged with ${actual} of clock difference forgiven.`,
});
