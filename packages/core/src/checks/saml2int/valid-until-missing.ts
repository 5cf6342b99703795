import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/valid-until-missing',
  title: 'The metadata does not say until when it is valid',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'metadata',
  needs: [],
  cites: [sdp('MD03', 'Metadata without validUntil on its root element must be rejected.')],
  why: 'A key is revoked by taking it out of the metadata. Whoever keeps an old copy without an end trusts that key for ever.',
  fix: 'Publish metadata with validUntil, some days or weeks ahead, and renew it. Federations do this for their members.',

  run({ element }) {
    if (attributeNamed(element, 'validUntil')) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { name: element.localName },
      explains: [{ check: 'metadata/freshness-missing' }, { check: 'metadata/valid-until-missing' }],
    };
  },

  message: ({ name }) => `There is no validUntil on ${name}.`,
});
