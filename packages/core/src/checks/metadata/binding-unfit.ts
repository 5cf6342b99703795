import { shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { BINDINGS, FITTING, fittingBindings } from '../fitting-bindings.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/binding-unfit',
  title: 'An endpoint has a binding that its protocol cannot use',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.2',
      says: 'Responses of web browser SSO are not sent by HTTP Redirect; the bindings for them are HTTP POST and HTTP Artifact.',
    },
    {
      spec: 'saml-metadata',
      section: '2.4.3',
      says: 'Endpoints are of the bindings that the profile of their protocol allows (our reading).',
    },
  ],
  why: `A response does not fit into a URL, and by SOAP no browser can log in. Products that use the endpoint fail in
the middle of the login, others choose another one.`,
  fix: `Have the operator of this entity write the binding that the endpoint really takes, or remove it.`,

  skip: ({ name, binding }) =>
    binding && fittingBindings(name) && BINDINGS.has(binding.value)
      ? undefined
      : 'no known binding of an endpoint of SAML 2.0',

  run({ name, binding, of }) {
    if (!binding || fittingBindings(name)?.has(binding.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [binding.at],
      data: { endpoint: name, name: shown(of.name), binding: shortName(binding.value) },
      expected: anyOf(FITTING[name] ?? []),
      actual: shortName(binding.value),
    };
  },

  message: ({ endpoint, name, binding }) => `${endpoint} of ${name} is to be reached by ${binding}.`,
});
