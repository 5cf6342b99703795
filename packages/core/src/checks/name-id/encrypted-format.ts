import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';

export default defineCheck({
  id: 'name-id/encrypted-format',
  title: 'A NameID in the clear says that it is encrypted',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1.1',
      says: 'The format encrypted stands in a NameIDPolicy only: it asks that the answer hold an EncryptedID.',
    },
  ],
  why: `The value is no encrypted identifier but one that anybody can read, under a format that says nothing about it. The
identity provider took over the format that was asked for without doing what it asks.`,
  fix: `Have the identity provider encrypt the NameID, or state the format that the value has.`,

  skip: (message) => (nameIdsIn(message).some(({ format }) => format) ? undefined : 'no NameID has a Format'),

  run(message) {
    const format = nameIdsIn(message).find((one) => one.format?.value === nameIdFormats.encrypted)?.format;
    return format
      ? { verdict: 'fail', at: [format.at], data: { format: format.value } }
      : { verdict: 'pass' };
  },

  message: ({ format }) => `The NameID is readable, but its Format is ${format}.`,
});
