import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { refuse } from '../refusal.ts';

export default defineCheck({
  id: 'attack/signature-exclusion',
  title: 'The service provider asks for signed assertions, and every signature is missing',
  severity: 'note',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'WantAssertionsSigned says that the service provider requires assertions to be signed.',
    },
    advisory('CVE-2024-41107'),
    advisory('CVE-2025-40934'),
  ],
  why: `The identity provider publishes a key for signing and the service provider asks for signatures, yet there is none in this
message. Either signing is switched off for this application, or somebody took the signature away and changed the rest: a
service provider that verifies only what signatures it finds accepts that.`,
  fix: refuse(
    'If another capture of the same login has no signature either, it is a matter of settings and not of an attack.',
  ),

  skip({ signatures, assertions, delivery }, { spMetadata, keys }) {
    if (signatures.length > 0) return 'there is a signature';
    if (delivery?.signature) return 'there is a signature beside the message';
    if (assertions.length === 0) return 'there is no assertion';
    return spMetadata && keys ? undefined : 'what the two sides are set up for is not known';
  },

  run({ assertions, element }, { spMetadata }) {
    const wanting = spMetadata?.roles.some(
      (role) => role.kind === 'sp' && /^(?:true|1)$/.test(role.wantAssertionsSigned?.value ?? ''),
    );
    if (!wanting) return { verdict: 'pass' };
    return { verdict: 'fail', at: [assertions[0]?.element ?? element], data: {} };
  },

  message: () =>
    'Both sides are set up for signed assertions and nothing here is signed: the signature may have been taken away on purpose.',
});
