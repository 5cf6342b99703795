import type { Message } from '../../metadata/model.ts';
import type { NameId } from '../../saml/model.ts';
import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/kerberos-malformed',
  title: 'A NameID that is to be a Kerberos principal is none',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.5',
      says: 'With the format kerberos the NameID is a principal name: name[/instance]@REALM.',
    },
  ],
  why: `A service provider takes the realm from what follows the at sign. Without one it cannot tell whose user it is.`,
  fix: `At the identity provider, map the whole principal name, with its realm, or state the format that the value
has.`,

  skip: (message) => (formatted(message).length > 0 ? undefined : 'no NameID has the format kerberos'),

  run(message) {
    const strange = formatted(message).find(({ value }) => !/^[^@\s]+@[^@\s]+$/.test(value));
    if (!strange) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [strange.at],
      data: { value: shown(strange.value) },
      expected: 'a principal such as ana@EXAMPLE.COM',
      actual: shown(strange.value),
    };
  },

  message: ({ value }) => `The NameID has the format kerberos, but is ${value}.`,
});

function formatted(message: Message): NameId[] {
  return nameIdsIn(message).filter(
    ({ format, value }) => value !== '' && format?.value === nameIdFormats.kerberos,
  );
}
