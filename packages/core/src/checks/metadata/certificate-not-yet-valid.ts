import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/certificate-not-yet-valid',
  title: 'A certificate is not valid yet',
  severity: 'note',
  since: 'next',
  on: 'keyDescriptor',
  needs: ['now'],
  cites: [
    {
      spec: 'rfc',
      section: '5280 4.1.2.5',
      says: 'notBefore begins the time in which the issuer of a certificate vouches for it.',
    },
  ],
  why: `It is usually a key that is published ahead of its use, which is right. Where it signs already, products that
look at the dates refuse it.`,
  fix: 'Have the operator of this entity sign with it from that date on.',

  run({ descriptor: { element, keys }, number, of }, { now, skewMs }) {
    const [early] = keys.flatMap(({ certificate }) =>
      certificate && certificate.notBefore > now + skewMs ? [certificate] : [],
    );
    return failAt(early ? [element] : [], () => ({
      number,
      name: shown(of.name),
      subject: shown(early?.subject ?? ''),
      from: moment(early?.notBefore ?? 0),
    }));
  },

  message: ({ number, name, subject, from }) =>
    `The certificate ${subject} in KeyDescriptor ${number} of ${name} is valid from ${from} on.`,
});
