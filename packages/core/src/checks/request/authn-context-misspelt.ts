import { authnContextClasses } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/authn-context-misspelt',
  title: 'An authentication context class of the request is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.3.2.2.1',
      says: 'RequestedAuthnContext names the classes that the requester accepts, by their URIs.',
    },
  ],
  why: `Classes are compared literally. The identity provider does not know this one, and answers NoAuthnContext.`,
  fix: `Have the service provider write the class as SAML defines it, or leave RequestedAuthnContext out.`,

  skip: ({ requestedAuthnContext }) => (requestedAuthnContext ? undefined : 'the request asks for no class'),

  run({ requestedAuthnContext }) {
    for (const classRef of requestedAuthnContext?.classRefs ?? []) {
      const near = misspelt(classRef.value, authnContextClasses.values());
      if (!near) continue;
      return {
        verdict: 'fail',
        at: [classRef.at],
        data: { written: shown(classRef.raw) },
        expected: near.meant,
        actual: shown(classRef.raw),
        nearMiss: near.says,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ written }) => `The request asks for ${written}, which SAML does not define.`,
});
