import { describe, expect, test } from 'vitest';
import {
  identityProviders,
  recogniseIdentityProvider,
  recogniseServiceProvider,
  serviceProviderById,
  serviceProviders,
} from '../../src/vendors/recognise.ts';

// [issuer, vendor]
const issuers = [
  ['https://sts.windows.net/6e2b5f9c-0d0f-4b35-9a4e-0d2f7c5a1b11/', 'entra'],
  [
    'https://sts.windows.net/6e2b5f9c-0d0f-4b35-9a4e-0d2f7c5a1b11/00000002-0000-0000-c000-000000000000',
    'entra',
  ],
  ['https://sts.chinacloudapi.cn/6e2b5f9c-0d0f-4b35-9a4e-0d2f7c5a1b11/', 'entra'],
  ['http://www.okta.com/exk1a2b3c4d5e6f7g8h9', 'okta'],
  ['http://adfs.example.com/adfs/services/trust', 'adfs'],
  ['https://accounts.google.com/o/saml2?idpid=C01abc2de', 'google'],
  ['https://sso.example.com/realms/main', 'keycloak'],
  ['https://sso.example.com/auth/realms/main', 'keycloak'],
  ['https://app.onelogin.com/saml/metadata/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', 'onelogin'],
  ['https://auth.pingone.eu/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', 'pingone'],
  ['urn:example.auth0.com', 'auth0'],
  ['urn:example.eu.auth0.com', 'auth0'],
  ['https://idp.example.edu/idp/shibboleth', 'shibboleth'],
  ['https://idp.example.org/simplesaml/saml2/idp/metadata.php', 'simplesamlphp'],
  ['https://acme.b2clogin.com/acme.onmicrosoft.com/B2C_1A_signup_saml', 'azure-b2c'],
  ['https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/ABCdef123', 'aws-identity-center-idp'],
] as const;

describe('recogniseIdentityProvider', () => {
  test.each(issuers)('%s is %s, and no other', (issuer, id) => {
    const match = recogniseIdentityProvider(issuer);
    expect(match?.vendor.id).toBe(id);
    expect(match?.by).toBe(`Issuer ${issuer}`);
    expect(identityProviders.filter((vendor) => vendor.issuer.test(issuer))).toHaveLength(1);
  });

  test.each<[string | undefined, string]>([
    [undefined, 'no issuer'],
    ['', 'an empty one'],
    ['https://idp.example.com', 'somebody’s own'],
    ['https://sts.windows.net/', 'no tenant'],
    [
      'https://sts.windows.net.evil.example/6e2b5f9c-0d0f-4b35-9a4e-0d2f7c5a1b11/',
      'a host that only begins so',
    ],
    ['https://www.okta.com/exk1a2b3c4d5e6f7g8h9', 'https, which Okta does not use in its issuer'],
  ])('%s is nobody we know: %s', (issuer) => {
    expect(recogniseIdentityProvider(issuer)).toBeUndefined();
  });

  test('goes by the entityID of metadata where there is no issuer', () => {
    expect(recogniseIdentityProvider(undefined, 'http://www.okta.com/exk1')?.by).toBe(
      'entityID http://www.okta.com/exk1',
    );
  });
});

// [what is known, vendor, how]
const signs = [
  [{ acsUrl: 'https://signin.aws.amazon.com/saml' }, 'aws', 'ACS URL https://signin.aws.amazon.com/saml'],
  [{ audience: 'urn:amazon:webservices' }, 'aws', 'Audience urn:amazon:webservices'],
  [{ entityId: 'urn:amazon:webservices:govcloud' }, 'aws', 'entityID urn:amazon:webservices:govcloud'],
  [
    { acsUrl: 'https://sp.example', audience: 'urn:amazon:webservices' },
    'aws',
    'Audience urn:amazon:webservices',
  ],
  [
    {
      acsUrl:
        'https://us-east-1.signin.aws.amazon.com/platform/saml/acs/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
    },
    'aws-identity-center',
    'ACS URL https://us-east-1.signin.aws.amazon.com/platform/saml/acs/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  ],
  [
    {
      acsUrl:
        'https://us-east-1.sso.signin.aws/platform/saml/acs/75732d656173742d312d0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      audience: 'urn:amazon:webservices',
    },
    'aws-identity-center',
    'ACS URL https://us-east-1.sso.signin.aws/platform/saml/acs/75732d656173742d312d0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  ],
  [
    { audience: 'https://us-east-1.signin.aws.amazon.com/platform/saml/d-9067000000' },
    'aws-identity-center',
    'Audience https://us-east-1.signin.aws.amazon.com/platform/saml/d-9067000000',
  ],
  [
    {
      acsUrl: 'https://login.example.com/saml2/idpresponse',
      audience: 'urn:amazon:cognito:sp:eu-west-1_AbCdEfGhI',
    },
    'aws-cognito',
    'Audience urn:amazon:cognito:sp:eu-west-1_AbCdEfGhI',
  ],
  [
    { acsUrl: 'https://example.auth.eu-west-1.amazoncognito.com/saml2/idpresponse' },
    'aws-cognito',
    'ACS URL https://example.auth.eu-west-1.amazoncognito.com/saml2/idpresponse',
  ],
  [
    { acsUrl: 'http://127.0.0.1:35001', audience: 'urn:amazon:webservices:clientvpn' },
    'aws-client-vpn',
    'ACS URL http://127.0.0.1:35001',
  ],
  [
    {
      acsUrl:
        'https://search-logs-abc.eu-west-1.es.amazonaws.com/_plugin/kibana/_opendistro/_security/saml/acs',
    },
    'aws-opensearch',
    'ACS URL https://search-logs-abc.eu-west-1.es.amazonaws.com/_plugin/kibana/_opendistro/_security/saml/acs',
  ],
  [
    { acsUrl: 'https://logs.example.com/_dashboards/_opendistro/_security/saml/acs/idpinitiated' },
    'aws-opensearch',
    'ACS URL https://logs.example.com/_dashboards/_opendistro/_security/saml/acs/idpinitiated',
  ],
  [
    { audience: 'https://search-logs-abc.eu-west-1.es.amazonaws.com' },
    'aws-opensearch',
    'Audience https://search-logs-abc.eu-west-1.es.amazonaws.com',
  ],
  [
    { audience: 'aws:opensearch:111122223333' },
    'aws-opensearch-serverless',
    'Audience aws:opensearch:111122223333',
  ],
  ...(
    [
      ['https://acme.my.salesforce.com?so=00D300000000001', 'salesforce'],
      ['https://acme--uat.sandbox.my.salesforce.com?so=00D300000000001', 'salesforce'],
      ['https://www.google.com/a/acme.example/acs', 'google-workspace'],
      ['https://accounts.google.com/samlrp/01abc23d/acs', 'google-workspace'],
      ['https://github.com/orgs/acme/saml/consume', 'github'],
      ['https://acme.ghe.com/enterprises/acme/saml/consume', 'github'],
      ['https://gitlab.com/groups/acme/-/saml/callback', 'gitlab'],
      ['https://git.acme.example/users/auth/saml/callback', 'gitlab'],
      ['https://login.microsoftonline.com/login.srf', 'entra-federation'],
      ['https://9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f.ciamlogin.com/login.srf', 'entra-federation'],
      ['https://acme.slack.com/sso/saml', 'slack'],
      ['https://acme.enterprise.slack.com/sso/saml', 'slack'],
      ['https://acme.service-now.com/navpage.do', 'servicenow'],
      ['https://acme.zoom.us/saml/SSO', 'zoom'],
      [
        'https://auth.atlassian.com/login/callback?connection=saml-2b3c4d5e-6f70-4182-93a4-b5c6d7e8f901',
        'atlassian',
      ],
      ['https://acme-main.snowflakecomputing.com/fed/login', 'snowflake'],
    ] as const
  ).map(([acsUrl, id]) => [{ acsUrl }, id, `ACS URL ${acsUrl}`] as const),
  ...(
    [
      ['https://saml.salesforce.com', 'salesforce'],
      ['google.com', 'google-workspace'],
      ['google.com/a/acme.example', 'google-workspace'],
      ['https://github.com/enterprises/acme', 'github'],
      ['https://gitlab.com/groups/acme', 'gitlab'],
      ['https://login.microsoftonline.com/9f0c2d3e-5b1a-4c7e-8d2f-6a7b8c9d0e1f/', 'entra-federation'],
      ['urn:federation:MicrosoftOnline', 'entra-federation'],
      ['https://slack.com', 'slack'],
      ['https://acme.service-now.com', 'servicenow'],
      ['acme.zoom.us', 'zoom'],
      ['https://auth.atlassian.com/saml/2b3c4d5e-6f70-4182-93a4-b5c6d7e8f901', 'atlassian'],
      ['https://acme-main.snowflakecomputing.com', 'snowflake'],
    ] as const
  ).map(([audience, id]) => [{ audience }, id, `Audience ${audience}`] as const),
] as const;

describe('recogniseServiceProvider', () => {
  test.each(signs)('%j is %s', (known, id, by) => {
    const match = recogniseServiceProvider(known);
    expect([match?.vendor.id, match?.by]).toEqual([id, by]);
  });

  test.each([[{}], [{ entityId: 'https://sp.example', acsUrl: 'https://sp.example/acs', audience: '' }]])(
    '%j is nobody we know',
    (known) => {
      expect(recogniseServiceProvider(known)).toBeUndefined();
    },
  );
});

test('a service provider is found by its id, and nothing by another', () => {
  for (const vendor of serviceProviders) expect(serviceProviderById(vendor.id)).toBe(vendor);
  expect(serviceProviderById('AWS')).toBeUndefined();
});

describe('every vendor', () => {
  const all = [...identityProviders, ...serviceProviders];

  test('has an id of its own', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test.each(all)('$id has dated sources and names where to change what', ({ sources, places }) => {
    for (const { source, checkedOn } of sources) {
      expect(source).toMatch(/^(https:\/\/\S+|[A-Z].*\.)$/);
      expect(checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    for (const place of Object.values(places)) expect(place.trim()).not.toBe('');
  });

  test.each(serviceProviders)('$id owns what it publishes', (vendor) => {
    for (const url of vendor.acsUrls) {
      expect(vendor.ownsAcsUrl(url)).toBe(true);
      expect(serviceProviders.filter((other) => other.ownsAcsUrl(url) && !other.through)).toHaveLength(1);
      for (const audience of vendor.audiences(url)) expect(vendor.ownsEntityId(audience)).toBe(true);
    }
  });

  test.each(identityProviders)(
    'the issuer of $id is recognised in time that grows with its length alone',
    ({ issuer }) => {
      for (const piece of ['/', 'a', '/realms/', 'https://', '-', '.']) {
        expect(issuer.test(`https://${piece.repeat(100_000)}`)).toBe(false);
      }
    },
  );
});
