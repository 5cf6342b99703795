import { readScopes } from '../../metadata/read-scopes.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/scope-pattern-open',
  title: 'A pattern of scopes matches more than is meant',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'shibboleth',
      section: 'ShibMetaExt V1.0',
      says: 'With regexp="true" a scope is a regular expression.',
    },
  ],
  why: `Without ^ and $ a pattern may match a part of another domain, and a dot that is not escaped matches any
character: \`example.org\` also matches \`example-org.attacker.test\`. Then another organisation's users can be named.`,
  fix: `Have the operator of the identity provider write ^ and $ round it and \\. for each dot, or list the domains
one by one.`,

  run({ element, entity, name }) {
    const open = [...readScopes(element), ...readScopes(entity.element)].filter(
      ({ isPattern, value }) => isPattern && isOpen(value),
    );
    return failAt(
      open.map(({ at }) => at),
      () => ({ name: shown(name), scopes: allOf(open.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ name, scopes }) => `A pattern of scopes of ${name} is ${scopes}.`,
});

/** Not anchored, or with a bare dot between two letters of a domain. */
function isOpen(pattern: string): boolean {
  return !pattern.startsWith('^') || !pattern.endsWith('$') || /[a-z0-9]\.[a-z0-9]/i.test(pattern);
}
