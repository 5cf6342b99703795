import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/name-qualifier-mismatch',
  title: 'The NameQualifier of a persistent NameID is not its issuer',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.7',
      says: 'NameQualifier of a persistent identifier, where present, must be the unique identifier of the identity provider that made it.',
    },
  ],
  why: `A persistent identifier is unique only together with its qualifiers. With another NameQualifier than before it is
another user, and a service provider that checks it against the Issuer refuses the login.`,
  fix: `Have the identity provider write its own entityID, or leave NameQualifier out.`,

  skip: ({ subject, issuer }) =>
    subject?.nameId?.format?.value === nameIdFormats.persistent && subject.nameId.nameQualifier && issuer
      ? undefined
      : 'no persistent NameID with a NameQualifier',

  run({ subject, issuer }) {
    const qualifier = subject?.nameId?.nameQualifier;
    if (!qualifier || !issuer || qualifier.value === issuer.value) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [qualifier.at],
      data: { actual: shown(qualifier.raw), issuer: shown(issuer.value) },
      expected: shown(issuer.value),
      actual: shown(qualifier.raw),
    };
  },

  message: ({ actual, issuer }) =>
    `The NameQualifier is ${actual}, but the assertion is issued by ${issuer}.`,
});
