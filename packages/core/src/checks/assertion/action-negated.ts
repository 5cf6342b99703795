import type { Message } from '../../metadata/model.ts';
import type { Field } from '../../saml/field.ts';
import type { AuthzDecisionStatement } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { assertionsOf } from '../run.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'assertion/action-negated',
  title: 'An action is permitted together with its negation',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.1.2',
      says: 'An authority must not authorize both an action and its negated form.',
    },
    {
      spec: 'saml11-core',
      section: '7.2.2',
      says: 'In SAML 1.1, too, an authority must not authorize both an action and its negated form (paraphrased).',
    },
  ],
  why: `The receiver is told that the user may do something and that the user may not. What it makes of that depends on which of
the two it reads first.`,
  fix: 'Have the authority that issues the decision, here the identity provider, name one of the two.',

  skip: (message) => (decisionsIn(message).length > 0 ? undefined : 'nothing is decided in it'),

  run(message) {
    for (const { decision, actions } of decisionsIn(message)) {
      const pair = decision?.value === 'Permit' ? contradiction(actions) : undefined;
      if (!pair) continue;
      const [plain, negated] = pair;
      return { verdict: 'fail', at: [negated.at, plain.at], data: { action: shown(plain.value) } };
    }
    return { verdict: 'pass' };
  },

  message: ({ action }) => `Both ${action} and ~${action} are permitted.`,
});

function decisionsIn(message: Message): readonly AuthzDecisionStatement[] {
  return message.kind === 'saml-1.1'
    ? message.assertions.flatMap(({ decisions }) => decisions)
    : assertionsOf(message).flatMap(({ authzDecisionStatements }) => authzDecisionStatements);
}

function contradiction(actions: readonly Field[]): [Field, Field] | undefined {
  const byName = new Map(actions.map((action) => [action.value, action]));
  for (const plain of actions) {
    const negated = byName.get(`~${plain.value}`);
    if (negated) return [plain, negated];
  }
  return undefined;
}
