import { readScopes } from '../../metadata/read-scopes.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/scope-not-domain',
  title: 'A scope is no domain',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'shibboleth',
      section: 'ShibMetaExt V1.0',
      says: 'The scope of each received value is compared with those that the metadata lists; that a scope is a domain is usage (our reading).',
    },
  ],
  why: `A scope with @, a scheme or a wildcard matches nothing: it is compared literally, unless regexp="true".`,
  fix: 'Have the operator of the identity provider write the domain alone, such as example.org.',

  run({ element, entity, name }) {
    const wrong = [...readScopes(element), ...readScopes(entity.element)].filter(
      ({ isPattern, value }) => !isPattern && !/^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,20}$/i.test(value),
    );
    return failAt(
      wrong.map(({ at }) => at),
      () => ({ name: shown(name), scopes: allOf(wrong.map(({ raw }) => shown(raw))) }),
    );
  },

  message: ({ name, scopes }) => `A scope of ${name} is ${scopes}.`,
});
