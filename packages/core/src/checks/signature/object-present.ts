import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { notOnSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'signature/object-present',
  title: 'The signature holds an Object, for which SAML has no use',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.1',
      says: 'Assertions and messages are signed with enveloped signatures, which leaves nothing for an Object to hold.',
    },
    {
      spec: 'saml-errata',
      section: 'E91',
      says: 'ds:Object is not for use with signatures of SAML and should not be present; verifiers should reject a signature that contains one.',
    },
  ],
  why: `An Object can hold anything, and the enveloped signature does not cover it: it is left out of the digest together with the
signature it stands in. It is where attackers keep the genuine element in signature wrapping. Strict service providers refuse
the signature.`,
  fix: 'Find out what writes the Object, and have it left out. If the identity provider does not write it, do not trust the message.',

  skip: notOnSaml,

  run({ element, parent }) {
    const object = childNamed(element, ns.ds, 'Object');
    if (!object) return { verdict: 'pass' };
    return { verdict: 'fail', at: [object], data: { signed: nameElement(parent ?? element) } };
  },

  message: ({ signed }) => `The Signature on ${signed} holds an Object.`,
});
