import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { BINDINGS, fittingBindings } from '../fitting-bindings.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/binding-unknown',
  title: 'The Binding of an endpoint is none that SAML defines',
  severity: 'warning',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3',
      says: 'SAML defines the identifiers of the bindings; they are compared literally.',
    },
  ],
  why: `The other side does not recognise it and passes the endpoint over, as if it were not there.`,
  fix: 'Have the operator of this entity write the identifier as SAML does.',

  skip: ({ name, binding }) =>
    binding?.value && fittingBindings(name) ? undefined : 'no Binding of SAML 2.0 to be known',

  run({ name, binding, of }) {
    const uri = binding?.value ?? '';
    if (!binding || BINDINGS.has(uri) || isOther(uri)) return { verdict: 'pass' };
    const near = misspelt(uri, BINDINGS);
    return {
      verdict: 'fail',
      at: [binding.at],
      data: { endpoint: name, name: shown(of.name), binding: shown(binding.raw) },
      ...(near && { expected: near.meant, actual: shown(binding.raw), nearMiss: near.says }),
    };
  },

  message: ({ endpoint, name, binding }) => `${endpoint} of ${name} has the Binding ${binding}.`,
});

/** Bindings of SAML 1.1, Shibboleth's own, and those of other specifications. */
function isOther(uri: string): boolean {
  return !/^urn:oasis:names:tc:SAML:2/i.test(uri) && isAbsoluteUri(uri) && !misspelt(uri, BINDINGS);
}
