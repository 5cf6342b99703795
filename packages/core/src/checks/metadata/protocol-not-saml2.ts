import { idpRoleOf, spRoleOf } from '../../metadata/uses.ts';
import { ns } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/protocol-not-saml2',
  title: 'A SAML role does not support SAML 2.0',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1',
      says: 'For SAML 2.0 the protocol URI is urn:oasis:names:tc:SAML:2.0:protocol.',
    },
  ],
  why: `Readers of SAML 2.0 pass the role over. Where only older protocols are meant, that is right; a misspelt URI
looks the same.`,
  fix: `Have the operator of this entity write urn:oasis:names:tc:SAML:2.0:protocol in protocolSupportEnumeration,
with spaces between several.`,

  skip: (use) =>
    (idpRoleOf(use) ?? spRoleOf(use)) && use.role.protocols.length > 0 ? undefined : 'another kind of role',

  run({ role, element, roleName, name }) {
    const missing = !role.protocols.includes(ns.samlp);
    const [near] = role.protocols.flatMap((one) => misspelt(one, [ns.samlp]) ?? []);
    if (!missing) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [attributeNamed(element, 'protocolSupportEnumeration') ?? element],
      data: { role: roleName, name: shown(name), protocols: allOf(role.protocols.map(shown)) },
      expected: ns.samlp,
      actual: role.protocols.map(shown).join(' '),
      ...(near && { nearMiss: near.says }),
    };
  },

  message: ({ role, name, protocols }) => `${role} of ${name} supports ${protocols}, and not SAML 2.0.`,
});
