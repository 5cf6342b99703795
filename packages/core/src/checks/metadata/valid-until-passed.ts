import { validitiesIn } from '../../metadata/validity.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { duration, moment } from '../wording.ts';

export default defineCheck({
  id: 'metadata/valid-until-passed',
  title: 'The metadata has run out',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: ['now'],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.1',
      says: 'validUntil is the moment at which the metadata in the element and in all it contains expires.',
    },
  ],
  why: `Whoever honours validUntil drops the metadata from that moment on, the keys and endpoints in it with it, and
logins with the entities in it end. Products that loaded it once and never look again go on with it, which is why it
often goes unnoticed until something is set up anew.`,
  fix: `Have the publisher bring the metadata out anew, and see why nobody or nothing did. At the side that uses it,
fetch it again.`,

  run({ element }, { now, skewMs }) {
    const past = validitiesIn(element).flatMap(({ element: of, validUntil }) =>
      validUntil?.epochMs !== undefined && validUntil.epochMs <= now - skewMs
        ? [{ at: validUntil.at, until: validUntil.epochMs, of: of.localName }]
        : [],
    );
    const [first] = past;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        past.slice(1).map(({ at }) => at),
      ),
      data: {
        of: first.of,
        until: moment(first.until),
        ago: duration(now - first.until),
        more: past.length - 1,
      },
      expected: `valid at ${moment(now)}`,
      actual: `valid until ${moment(first.until)}`,
    };
  },

  message: ({ of, until, ago, more }) =>
    `The validUntil of ${of} was ${until}, ${ago} before the moment judged${more === 0 ? '' : ` (and ${more} further ones)`}.`,
});
