// Held by the compiler: what `defineCheck` must refuse and what it must infer. Nothing here runs.
import { defineCheck } from '../../src/checks/check.ts';

const about = {
  title: 'A fault',
  severity: 'error',
  since: 'next',
  cites: [{ spec: 'saml-core', section: '1', says: 'Something.' }],
  why: 'Because.',
  fix: 'Do so.',
} as const;

// What is in `needs` is there; what is not may be missing.
defineCheck({
  ...about,
  id: 'types/needs',
  on: 'assertion',
  needs: ['now'],
  run(_, facts) {
    facts.now.toFixed();
    // @ts-expect-error audiences is not in `needs`, so it may be undefined
    facts.audiences.length;
    return { verdict: 'pass' };
  },
  message: () => 'It failed.',
});

// `message` receives what `run` returned.
defineCheck({
  ...about,
  id: 'types/data',
  on: 'response',
  needs: [],
  run: (response) => ({ verdict: 'fail', at: [response.element], data: { late: 3 } }),
  message(data) {
    data.late.toFixed();
    // @ts-expect-error run returned no `early`
    data.early;
    return 'It failed.';
  },
});

// The subject is what `on` names.
defineCheck({
  ...about,
  id: 'types/subject',
  on: 'subjectConfirmation',
  needs: [],
  skip(confirmation) {
    confirmation.recipient?.raw.trim();
    // @ts-expect-error a SubjectConfirmation has no conditions
    confirmation.conditions;
    return undefined;
  },
  run: () => ({ verdict: 'pass' }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  id: 'types/async',
  on: 'assertion',
  needs: [],
  // @ts-expect-error a check is synchronous
  run: async () => ({ verdict: 'pass' }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  id: 'types/cites',
  on: 'assertion',
  needs: [],
  // @ts-expect-error a rule without a citation is an opinion
  cites: [],
  run: () => ({ verdict: 'pass' }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  // @ts-expect-error an id is topic/fault
  id: 'types',
  on: 'assertion',
  needs: [],
  run: () => ({ verdict: 'pass' }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  id: 'types/nowhere',
  on: 'response',
  needs: [],
  // @ts-expect-error a fault is somewhere
  run: () => ({ verdict: 'fail', at: [], data: {} }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  id: 'types/unknown-fact',
  on: 'response',
  // @ts-expect-error there is no such fact
  needs: ['weather'],
  run: () => ({ verdict: 'pass' }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  id: 'types/unknown-subject',
  // @ts-expect-error there is no such subject
  on: 'sentence',
  needs: [],
  run: () => ({ verdict: 'pass' }),
  message: () => 'It failed.',
});

defineCheck({
  ...about,
  id: 'types/plain-data',
  on: 'response',
  needs: [],
  // @ts-expect-error data must survive JSON, and a node does not
  run: (response) => ({ verdict: 'fail', at: [response.element], data: { element: response.element } }),
  message: () => 'It failed.',
});
