import type { Message } from '../../metadata/model.ts';
import type { NameId } from '../../saml/model.ts';
import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { nameIdsIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/email-malformed',
  title: 'A NameID that is to be an e-mail address is none',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.2',
      says: 'With the format emailAddress the NameID is an addr-spec as in RFC 2822 section 3.4.1: no name before it, no comment, no angle brackets.',
    },
    {
      spec: 'saml11-core',
      section: '7.3',
      says: 'The format is that of SAML 1.1, which it keeps in its name (paraphrased).',
    },
  ],
  why: `A service provider that looks users up by address finds nobody, or creates an account under a name that is no address.
It usually means that another attribute than the address is mapped to NameID: a login name, an employee number.`,
  fix: `Map the user's e-mail address to NameID, or have the identity provider state the format that the value has.`,

  skip: noNameId,

  run(message) {
    const strange = formatted(message).filter(({ value }) => !isAddress(value));
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    const inner = /<([^<>\s]+@[^<>\s]+)>/.exec(first.value.slice(0, 400))?.[1];
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { value: shown(first.value) },
      expected: 'an address such as ana@example.com',
      actual: shown(first.value),
      ...(inner !== undefined && {
        nearMiss: `It holds the address ${shown(inner)}; only that belongs there.`,
      }),
    };
  },

  message: ({ value }) => `The NameID has the format emailAddress, but is ${value}.`,
});

function formatted(message: Message): NameId[] {
  return nameIdsIn(message).filter(
    ({ format, value }) => value !== '' && format?.value === nameIdFormats.emailAddress,
  );
}

function noNameId(message: Message): string | undefined {
  return formatted(message).length > 0 ? undefined : 'no NameID has the format emailAddress';
}

/** One @ with something on either side and nothing that would need quoting; the rest is for mail servers to judge. */
function isAddress(value: string): boolean {
  if (value.length > 320) return false;
  return /^(?:[^\s<>()@,;:\\"]+|"[^"]+")@[^\s<>()@,;:\\"]+$/.test(value);
}
