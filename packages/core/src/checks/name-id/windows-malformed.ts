import type { Message } from '../../metadata/model.ts';
import type { NameId } from '../../saml/model.ts';
import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/windows-malformed',
  title: 'A NameID that is to be a Windows name is none',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.4',
      says: 'With the format WindowsDomainQualifiedName the NameID is DomainName\\UserName; the domain and the backslash may be left out.',
    },
    {
      spec: 'saml11-core',
      section: '7.3',
      says: 'The format is that of SAML 1.1, which it keeps in its name (paraphrased).',
    },
  ],
  why: `A service provider splits the name at the backslash. With a slash, an at sign or two backslashes it takes the whole
for a user name, and finds nobody.`,
  fix: `At the identity provider, map the name in the form DOMAIN\\user (\`sAMAccountName\` with the NetBIOS domain),
or state the format that the value has.`,

  skip: (message) =>
    formatted(message).length > 0 ? undefined : 'no NameID has the format WindowsDomainQualifiedName',

  run(message) {
    const strange = formatted(message).find(({ value }) => /[/@]|\\.*\\|^\\|\\$/.test(value.slice(0, 1024)));
    if (!strange) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [strange.at],
      data: { value: shown(strange.value) },
      expected: 'EXAMPLE\\ana, or ana alone',
      actual: shown(strange.value),
      ...(strange.value.includes('@') && {
        nearMiss:
          'It looks like a user principal name or an e-mail address, for which there is the format emailAddress or unspecified.',
      }),
    };
  },

  message: ({ value }) => `The NameID has the format WindowsDomainQualifiedName, but is ${value}.`,
});

function formatted(message: Message): NameId[] {
  return nameIdsIn(message).filter(
    ({ format }) => format?.value === nameIdFormats.WindowsDomainQualifiedName,
  );
}
