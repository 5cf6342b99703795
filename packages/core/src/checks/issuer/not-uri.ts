import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { issuersIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'issuer/not-uri',
  title: 'The Issuer is no URI',
  severity: 'note',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'An entity identifier is a URI of at most 1024 characters.',
    },
  ],
  why: `Most products take any text as entityID and compare it literally. Some that validate their settings will not let it be
entered, and a federation will not register it.`,
  fix: `Nothing need be done where both ends accept it. Otherwise give the end that sent the message an https URL in a
domain of its own as entityID, and enter that at the other end.`,

  skip: (message) =>
    issuersIn(message).some(({ value }) => value !== '') ? undefined : 'there is no Issuer',

  run(message) {
    const strange = issuersIn(message).filter(
      ({ value }) => value !== '' && (value.length > 1024 || /\s/.test(value) || !isAbsoluteUri(value)),
    );
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: {
        issuer: shown(first.value),
        what: first.value.length > 1024 ? `is ${first.value.length} characters long` : 'is no URI',
      },
    };
  },

  message: ({ issuer, what }) => `The Issuer ${issuer} ${what}.`,
});
