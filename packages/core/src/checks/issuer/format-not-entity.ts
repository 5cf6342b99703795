import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { places } from '../places.ts';
import { issuersIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'issuer/format-not-entity',
  title: 'The Issuer has a Format other than that of an entity',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.1, 4.1.4.2, 4.4.4.1',
      says: 'The Format of Issuer must be left out or be urn:oasis:names:tc:SAML:2.0:nameid-format:entity.',
    },
    { spec: 'saml-core', section: '2.2.5', says: 'Without a Format, the Issuer is an entity identifier.' },
  ],
  why: `The Issuer names a system, not a user. A Format that says otherwise makes strict receivers refuse the message, because
they look the Issuer up as an entityID.`,
  fix: `Have the sender leave Format out of Issuer.`,

  skip: (message) => (issuersIn(message).some(({ format }) => format) ? undefined : 'no Issuer has a Format'),

  run(message) {
    const strange = issuersIn(message).flatMap(({ format }) =>
      format && format.value !== '' && format.value !== nameIdFormats.entity ? [format] : [],
    );
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    const near = misspelt(first.value, [nameIdFormats.entity]);
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { format: shown(first.raw) },
      expected: `no Format, or ${nameIdFormats.entity}`,
      actual: shown(first.raw),
      ...(near && { nearMiss: near.says }),
    };
  },

  message: ({ format }) => `The Format of Issuer is ${format}.`,
});
