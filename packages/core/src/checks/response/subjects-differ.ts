import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'response/subjects-differ',
  title: 'The assertions of one response are about different users',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-errata',
      section: 'E26',
      says: 'Where a response holds several assertions, the Subject of each must refer to the same user.',
    },
  ],
  why: `Which of the users is logged in depends on the assertion that the service provider happens to read. No identity
provider means that; an assertion added by somebody else does.`,
  fix: `Have the service provider refuse the response, and find out where the second assertion comes from; an identity
provider does not speak of two users in one login.`,

  skip: ({ assertions }) =>
    assertions.filter(({ subject }) => subject?.nameId).length > 1
      ? undefined
      : 'there are no two NameIDs to compare',

  run({ assertions }) {
    const nameIds = assertions.flatMap(({ subject }) => (subject?.nameId ? [subject.nameId] : []));
    const [first] = nameIds;
    const other = nameIds.find(
      (one) => one.value !== first?.value && one.format?.value === first?.format?.value,
    );
    if (!first || !other) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [other.at, first.at],
      data: { one: shown(first.value), other: shown(other.value) },
    };
  },

  message: ({ one, other }) => `One assertion is about ${one}, another about ${other}.`,
});
