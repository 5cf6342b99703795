import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/entity-for-user',
  title: "The NameID of the user has the format of a system's name",
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'The format entity is for the identifier of an entity that provides SAML services.',
    },
  ],
  why: `The format entity belongs on an Issuer. On a user's NameID it makes a service provider that looks at formats refuse
the login, since it was told that a system logged in.`,
  fix: `Have the identity provider state the format that the user's identifier has: emailAddress, persistent, transient or
unspecified.`,

  skip: ({ subject }) => (subject?.nameId?.format ? undefined : 'the NameID has no Format'),

  run({ subject }) {
    const format = subject?.nameId?.format;
    if (!format || format.value !== nameIdFormats.entity) return { verdict: 'pass' };
    return { verdict: 'fail', at: [format.at], data: { value: shown(subject?.nameId?.value ?? '') } };
  },

  message: ({ value }) => `The NameID ${value} has the format entity, which is for systems.`,
});
