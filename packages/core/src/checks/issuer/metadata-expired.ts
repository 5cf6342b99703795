import { validUntilOf } from '../../metadata/validity.ts';
import { defineCheck } from '../check.ts';
import { duration, moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'issuer/metadata-expired',
  title: 'The metadata of the identity provider has run out',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.3.2',
      says: 'validUntil is the moment at which the metadata in the element and in all it contains expires.',
    },
  ],
  why: `A service provider that honours validUntil has no keys for this Issuer any more and refuses the message,
whatever its signature. The metadata given may also be an old copy, with keys that are replaced by now.`,
  fix: `Fetch the identity provider's metadata anew.`,

  skip: (message, { idpMetadata, now }) =>
    message.kind !== 'response' && message.kind !== 'assertion'
      ? 'not a message that only an identity provider sends'
      : idpMetadata && validUntilOf(idpMetadata.element)
        ? now === undefined
          ? 'no moment is given'
          : undefined
        : 'no metadata of the identity provider says how long it holds',

  run(message, { idpMetadata, now = 0, skewMs }) {
    const until = idpMetadata && validUntilOf(idpMetadata.element)?.epochMs;
    if (until === undefined || now - skewMs < until) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [message.element],
      data: {
        name: shown(idpMetadata?.entityID?.value ?? ''),
        until: moment(until),
        ago: duration(now - until),
      },
      expected: `metadata that is valid at ${moment(now)}`,
      actual: `valid until ${moment(until)}`,
      remedies: [{ end: 'service provider', do: "Fetch the identity provider's metadata anew." }],
    };
  },

  message: ({ name, until, ago }) =>
    `The metadata of ${name} was valid until ${until}, ${ago} before the moment judged.`,
});
