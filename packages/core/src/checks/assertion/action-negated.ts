import type { Field } from '../../saml/field.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'assertion/action-negated',
  title: 'An action is permitted together with its negation',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.1.2',
      says: 'An authority must not authorize both an action and its negated form.',
    },
  ],
  why: `The receiver is told that the user may do something and that the user may not. What it makes of that depends on which of
the two it reads first.`,
  fix: 'Have the authority that issues the decision, here the identity provider, name one of the two.',

  skip: ({ authzDecisionStatements }) =>
    authzDecisionStatements.length > 0 ? undefined : 'there is no AuthzDecisionStatement',

  run({ authzDecisionStatements }) {
    for (const { decision, actions } of authzDecisionStatements) {
      const pair = decision?.value === 'Permit' ? contradiction(actions) : undefined;
      if (!pair) continue;
      const [plain, negated] = pair;
      return { verdict: 'fail', at: [negated.at, plain.at], data: { action: shown(plain.value) } };
    }
    return { verdict: 'pass' };
  },

  message: ({ action }) => `Both ${action} and ~${action} are permitted.`,
});

function contradiction(actions: readonly Field[]): [Field, Field] | undefined {
  const byName = new Map(actions.map((action) => [action.value, action]));
  for (const plain of actions) {
    const negated = byName.get(`~${plain.value}`);
    if (negated) return [plain, negated];
  }
  return undefined;
}
