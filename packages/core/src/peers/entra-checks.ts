/** The checks that find in the AuthnRequest or its delivery what an error code of Entra ID is about. */
export const entraChecks: ReadonlyMap<number, readonly string[]> = new Map([
  [50011, ['entra/request-reply-url-unknown', 'request/acs-url-unknown', 'request/acs-url-not-https']],
  [900971, ['request/acs-url-unknown']],
  [
    700016,
    ['entra/request-issuer-unknown', 'request/issuer-unknown', 'issuer/white-space', 'issuer/missing'],
  ],
  [70001, ['entra/request-issuer-unknown', 'request/issuer-unknown', 'issuer/white-space', 'issuer/missing']],
  [
    700011,
    ['entra/request-issuer-unknown', 'request/issuer-unknown', 'issuer/white-space', 'issuer/missing'],
  ],
  [650056, ['entra/request-issuer-unknown', 'request/issuer-unknown', 'issuer/missing']],
  [65005, ['request/issuer-unknown', 'issuer/missing']],
  [75001, ['binding/redirect-not-deflated', 'binding/post-deflated', 'structure/not-well-formed']],
  [75003, ['entra/request-binding', 'request/response-by-redirect', 'request/binding-misspelt']],
  [
    75005,
    [
      'structure/element-missing',
      'structure/attribute-missing',
      'structure/not-saml',
      'binding/redirect-not-deflated',
    ],
  ],
  [750054, ['binding/parameter-swapped', 'binding/redirect-not-deflated']],
  [7500525, ['binding/post-deflated', 'structure/not-well-formed']],
  [7500529, ['entra/request-id-invalid', 'id/not-ncname']],
  [75008, ['request/destination-mismatch', 'binding/destination-not-where-sent']],
  [75011, ['request/authn-context-exact', 'request/authn-context-misspelt']],
  [
    75016,
    ['entra/request-name-id-format', 'request/name-id-format-misspelt', 'request/name-id-format-not-offered'],
  ],
  [900236, ['entra/request-subject', 'request/subject-confirmation']],
  [50194, ['entra/request-tenant-missing']],
  [90130, ['entra/request-tenant-missing']],
  [900235, ['entra/request-context-comparison']],
  [90107, ['structure/not-well-formed']],
  [50006, ['binding/signature-mismatch', 'binding/signature-key-not-trusted', 'binding/signature-encoding']],
  [50061, ['logout/session-index-missing', 'structure/element-missing']],
  [50071, ['logout/expired']],
]);
