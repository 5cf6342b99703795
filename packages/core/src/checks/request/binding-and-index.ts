import { shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/binding-and-index',
  title: 'The request names a binding beside an index that implies one',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'ProtocolBinding and AssertionConsumerServiceIndex exclude one another.',
    },
  ],
  why: `The index means an endpoint in the metadata of the service provider, and with it a binding. A second one may
contradict it, and strict identity providers refuse the request.`,
  fix: `Have the service provider leave ProtocolBinding out, or send the URL in place of the index.`,

  run({ protocolBinding: binding, assertionConsumerServiceIndex: index }) {
    if (!binding || !index) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [binding.at, index.at],
      data: { binding: shown(shortName(binding.value)), index: shown(index.value) },
    };
  },

  message: ({ binding, index }) =>
    `ProtocolBinding is ${binding}, beside the AssertionConsumerServiceIndex ${index}.`,
});
