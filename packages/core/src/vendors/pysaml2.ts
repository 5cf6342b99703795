import { type IdentityProviderVendor, NO_ISSUER_OF_ITS_OWN } from './vendor.ts';

const checkedOn = '2026-11-24';

/** An identity provider made with PySAML2 (SATOSA is one). Its configuration is a Python file, and nothing in it is fixed. */
export const pysaml2: IdentityProviderVendor = {
  id: 'pysaml2',
  name: 'PySAML2',
  role: 'idp',
  issuer: NO_ISSUER_OF_ITS_OWN,
  places: {
    audience:
      "the service provider's entityID in its metadata, which the configuration loads under `metadata`",
    acsUrl:
      "AssertionConsumerService in the service provider's metadata, which the configuration loads under `metadata`",
    nameId: '`name_id_format` of the IdP section in the configuration',
    signing: '`sign_assertion` and `sign_response` of the IdP section in the configuration',
    attributes: '`policy` (attribute_restrictions) and `attribute_map_dir` in the configuration',
    certificate: '`key_file` and `cert_file` in the configuration; its metadata endpoint',
  },
  sources: [
    { source: 'https://pysaml2.readthedocs.io/en/latest/howto/config.html', checkedOn },
    { source: 'The prefix ns0 and the IDs that begin with id-, as messages carry them.', checkedOn },
  ],
};
