import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { issuersIn } from '../stated-by.ts';
import { whiteSpaceRound } from '../strange-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'issuer/white-space',
  title: 'There is white space round the Issuer',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    { spec: 'saml-core', section: '8.3.6', says: 'An entity identifier is a URI that names the entity.' },
  ],
  why: `Many receivers compare the Issuer with the entityID they know character by character, and a line break counts. It
comes from XML that was indented by a template, or after signing, which breaks the signature too.`,
  fix: `Have the sender write the entityID right between the tags.`,

  skip: (message, { issuers }) =>
    issuers
      ? 'issuer/mismatch compares the Issuer as it is written'
      : issuersIn(message).length > 0
        ? undefined
        : 'there is no Issuer',

  run(message) {
    const padded = issuersIn(message).filter(({ raw, value }) => raw !== value && value !== '');
    const [first, ...rest] = padded;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { issuer: shown(first.value), where: whiteSpaceRound(first.raw) ?? 'round it' },
    };
  },

  message: ({ issuer, where }) => `The Issuer ${issuer} has white space ${where}.`,
});
