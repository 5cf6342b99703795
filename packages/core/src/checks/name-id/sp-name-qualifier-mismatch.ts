import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { withOrigin } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/sp-name-qualifier-mismatch',
  title: 'The SPNameQualifier of a persistent NameID is another service provider',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: ['audiences'],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.7',
      says: 'SPNameQualifier of a persistent identifier, where present, must be the unique identifier of the service provider, or of the affiliation, for which it was made.',
    },
  ],
  why: `A persistent identifier is made for one service provider, so that two cannot compare their users. One made for another
is another user's name here, or nobody's.`,
  fix: `Have the identity provider make the identifier for this service provider. If the value names an affiliation that it
belongs to, all is well.`,

  skip: ({ subject }) =>
    subject?.nameId?.format?.value === nameIdFormats.persistent && subject.nameId.spNameQualifier
      ? undefined
      : 'no persistent NameID with an SPNameQualifier',

  run({ subject }, { audiences }) {
    const qualifier = subject?.nameId?.spNameQualifier;
    if (!qualifier || audiences.some(({ value }) => value === qualifier.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [qualifier.at],
      data: { actual: shown(qualifier.raw), expected: anyOf(audiences.map(({ value }) => shown(value))) },
      expected: withOrigin(audiences),
      actual: shown(qualifier.raw),
    };
  },

  message: ({ actual, expected }) =>
    `The NameID was made for ${actual}, but the service provider goes by ${expected}.`,
});
