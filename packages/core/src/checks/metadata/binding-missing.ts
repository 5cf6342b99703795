import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/binding-missing',
  title: 'An endpoint has no Binding',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.2',
      says: 'The attribute Binding is required.',
    },
  ],
  why: `The other side does not know how to send to it, and readers that validate refuse the entity.`,
  fix: `Have the operator of this entity add the Binding, urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST for instance.`,

  run({ element, name, binding, of }) {
    const missing = !binding || binding.value === '';
    return failAt(missing ? [binding?.at ?? element] : [], () => ({ endpoint: name, name: shown(of.name) }));
  },

  message: ({ endpoint, name }) => `${endpoint} of ${name} has no Binding.`,
});
