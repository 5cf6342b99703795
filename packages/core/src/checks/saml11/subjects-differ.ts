import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/subjects-differ',
  title: 'The statements of SAML 1.1 assertions are about different users',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.4.2.1',
      says: 'A Subject should not identify more than one principal (paraphrased).',
    },
    {
      spec: 'ms-mwbf',
      section: '2.2.4.2.1.1',
      says: 'The Subject of the AuthenticationStatement must match that of the AttributeStatement.',
    },
  ],
  why: `In SAML 1.1 each statement has a Subject of its own. Where they differ, one user signed in and the attributes are of
another, and who is logged in depends on the statement that the relying party happens to read.`,
  fix: 'At the relying party, refuse the token, and find out where the second subject comes from. At the identity provider, map NameIdentifier once for the whole token.',

  skip: ({ assertions }) =>
    assertions.flatMap(({ subjects }) => subjects).filter(({ nameIdentifier }) => nameIdentifier).length > 1
      ? undefined
      : 'there are no two NameIdentifiers to compare',

  run({ assertions }) {
    const [first, ...rest] = assertions.flatMap(({ subjects }) =>
      subjects.flatMap(({ nameIdentifier }) => nameIdentifier ?? []),
    );
    const other = rest.find(
      ({ value, format }) => value !== first?.value && format?.value === first?.format?.value,
    );
    if (!first || !other) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [other.at, first.at],
      data: { one: shown(first.value), other: shown(other.value) },
    };
  },

  message: ({ one, other }) => `One statement is about ${one}, another about ${other}.`,
});
