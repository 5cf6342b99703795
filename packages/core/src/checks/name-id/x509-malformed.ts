import type { Message } from '../../metadata/model.ts';
import type { NameId } from '../../saml/model.ts';
import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/x509-malformed',
  title: 'A NameID that is to be an X.509 subject name is none',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.3',
      says: 'With the format X509SubjectName the NameID is written as X509SubjectName of XML Signature is: a distinguished name in the manner of RFC 2253.',
    },
    {
      spec: 'saml11-core',
      section: '7.3',
      says: 'The format is that of SAML 1.1, which it keeps in its name (paraphrased).',
    },
  ],
  why: `A service provider that compares it with the subject of a certificate, or takes it apart, finds nobody by it. With
another source of names it would be right, so look at what is mapped.`,
  fix: `At the identity provider, map the distinguished name (CN=…,OU=…,O=…) to NameID, or state the format that the
value has.`,

  skip: (message) => (formatted(message).length > 0 ? undefined : 'no NameID has the format X509SubjectName'),

  run(message) {
    const strange = formatted(message).find(({ value }) => !DISTINGUISHED.test(value));
    if (!strange) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [strange.at],
      data: { value: shown(strange.value) },
      expected: 'a distinguished name such as CN=Ana Silva,O=Example',
      actual: shown(strange.value),
    };
  },

  message: ({ value }) => `The NameID has the format X509SubjectName, but is ${value}.`,
});

/** A type and a value at least. */
const DISTINGUISHED = /^\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=\s*\S/;

function formatted(message: Message): NameId[] {
  return nameIdsIn(message).filter(
    ({ format, value }) => value !== '' && format?.value === nameIdFormats.X509SubjectName,
  );
}
