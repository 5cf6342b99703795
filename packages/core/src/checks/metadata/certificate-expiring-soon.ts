import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { duration, moment, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/certificate-expiring-soon',
  title: 'A certificate expires within thirty days',
  severity: 'note',
  since: 'next',
  on: 'keyDescriptor',
  needs: ['now'],
  cites: [
    {
      spec: 'rfc',
      section: '5280 4.1.2.5',
      says: 'notAfter ends the time in which the issuer of a certificate vouches for it.',
    },
  ],
  why: `Products that look at the dates refuse it from then on, and Google and others stop signing with it. Replacing
a key takes both sides some days.`,
  fix: `Have the operator of this entity make a new key now, publish it beside this one, and only then sign with it.`,

  run({ descriptor: { element, keys }, number, of }, { now }) {
    const [soon] = keys.flatMap(({ certificate }) =>
      certificate && certificate.notAfter >= now && certificate.notAfter - now < THIRTY_DAYS
        ? [certificate]
        : [],
    );
    return failAt(soon ? [element] : [], () => ({
      number,
      name: shown(of.name),
      subject: shown(soon?.subject ?? ''),
      until: moment(soon?.notAfter ?? 0),
      left: duration((soon?.notAfter ?? 0) - now),
    }));
  },

  message: ({ number, name, subject, until, left }) =>
    `The certificate ${subject} in KeyDescriptor ${number} of ${name} expires on ${until}, in ${left}.`,
});

const THIRTY_DAYS = 30 * 86_400_000;
