import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/nil-with-content',
  title: 'A value is said to be none and is there all the same',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1.1',
      says: 'A value of null is an empty AttributeValue with xsi:nil="true".',
    },
  ],
  why: `The schema forbids content in an element that says xsi:nil. A receiver that validates refuses the message; of the
others some read the value and some do not.`,
  fix: `Have the identity provider leave out either xsi:nil or the content.`,

  skip: ({ attributes }) =>
    attributes.some(({ values }) => values.some(({ nil }) => nil)) ? undefined : 'no value says xsi:nil',

  run({ attributes }) {
    for (const { name, values } of attributes) {
      const full = values.find(({ nil, raw, structured }) => nil && (raw !== '' || structured));
      if (full)
        return {
          verdict: 'fail',
          at: [full.at],
          data: { name: shown(name?.value ?? ''), value: full.structured ? 'elements' : shown(full.raw) },
        };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, value }) => `A value of ${name} says xsi:nil, but holds ${value}.`,
});
