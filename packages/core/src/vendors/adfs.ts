import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Active Directory Federation Services. The issuer begins with `http:`, although the service runs on https. */
export const adfs: IdentityProviderVendor = {
  id: 'adfs',
  name: 'Active Directory Federation Services (AD FS)',
  role: 'idp',
  issuer: /^https?:\/\/[^/]{1,255}\/adfs\/services\/trust$/i,
  signOn: /^https:\/\/[^/]{1,255}\/adfs\/ls\/?$/i,
  places: {
    audience:
      'AD FS Management > Relying Party Trusts > (trust) > Properties > Identifiers (Set-AdfsRelyingPartyTrust -Identifier)',
    acsUrl:
      'AD FS Management > Relying Party Trusts > (trust) > Properties > Endpoints (Set-AdfsRelyingPartyTrust -SamlEndpoint)',
    nameId:
      'AD FS Management > Relying Party Trusts > (trust) > Edit Claim Issuance Policy: a rule that issues Name ID',
    signing:
      'Set-AdfsRelyingPartyTrust -SamlResponseSignature AssertionOnly, MessageOnly or MessageAndAssertion',
    attributes: 'AD FS Management > Relying Party Trusts > (trust) > Edit Claim Issuance Policy',
    certificate: 'AD FS Management > Service > Certificates > Token-signing',
  },
  sources: [
    {
      source: 'https://learn.microsoft.com/en-us/powershell/module/adfs/set-adfsrelyingpartytrust',
      checkedOn,
    },
    { source: 'The issuer, as messages and federation metadata carry it.', checkedOn },
  ],
};
