import { ns } from '../../xml/namespaces.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/discovery-binding',
  title: 'A DiscoveryResponse has another binding than its own',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'idp-discovery',
      section: '2.5',
      says: 'The Binding of DiscoveryResponse is urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol.',
    },
  ],
  why: `Discovery services compare it and refuse to send users back to the address.`,
  fix: `Have the operator of the service provider write the one binding that the profile of discovery services
defines.`,

  skip: ({ name }) => (name === 'DiscoveryResponse' ? undefined : 'no DiscoveryResponse'),

  run({ element, binding, of }) {
    const wrong = binding?.value !== ns.idpdisc;
    return failAt(wrong ? [binding?.at ?? element] : [], () => ({
      name: shown(of.name),
      binding: shown(binding?.value ?? ''),
    }));
  },

  message: ({ name, binding }) => `DiscoveryResponse of ${name} has the Binding ${binding}.`,
});
