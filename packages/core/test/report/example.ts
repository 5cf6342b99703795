import type { Finding, Report } from '../../src/report/report.ts';

const certificate = {
  from: '--cert idp.pem',
  type: 'rsa',
  bits: 2048,
  subject: 'CN=Microsoft Azure Federated SSO Certificate',
  issuer: 'CN=Microsoft Azure Federated SSO Certificate',
  serial: '230D4D7878BFB2',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2029-01-01T00:00:00.000Z',
  sha1: '0123456789ABCDEF0123456789ABCDEF01234567',
  sha256: '0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF',
};

/** A finding, complete but for what the case is about. */
export function finding(parts: Partial<Finding>): Finding {
  return {
    check: 'conditions/audience-mismatch',
    messageIndex: 0,
    verdict: 'fail',
    severity: 'error',
    title: 'The Audience is not one the service provider answers to',
    message: 'The assertion is for urn:amazon:webservice, AWS IAM answers to urn:amazon:webservices.',
    also: [],
    why: 'A service provider must refuse an assertion that is meant\nfor somebody else. `Audience` says for whom it is meant.',
    fix: 'Make the two equal, character by character.',
    remedies: [],
    cites: [
      {
        spec: 'saml-core',
        section: '2.5.1.4',
        says: 'An AudienceRestriction holds only where the reader is one of its audiences.',
      },
    ],
    missing: [],
    peers: [],
    ...parts,
  };
}

export const audienceMismatch: Finding = finding({
  line: 1,
  column: 3310,
  xpath: '/samlp:Response/saml:Assertion/saml:Conditions/saml:AudienceRestriction/saml:Audience',
  excerpt: {
    text: '…udienceRestriction><Audience>urn:amazon:webservice</Audience></Audien…',
    start: 30,
    end: 51,
  },
  expected: 'urn:amazon:webservices',
  actual: 'urn:amazon:webservice',
  nearMiss: 'The last character is missing.',
  remedies: [
    {
      end: 'identity provider',
      do: 'Set Identifier (Entity ID) to urn:amazon:webservices, under Single sign-on › Basic SAML Configuration.',
    },
  ],
});

/** What an inspection found out about a message in which two things are wrong. Made by hand. */
export const example: Report = {
  schemaVersion: 1,
  tool: { name: 'samlscope', version: '0.1.0' },
  input: {
    name: 'response.txt',
    size: 9104,
    format: 'form body',
    parameter: 'SAMLResponse',
    relayState: 'https://console.aws.amazon.com/',
    steps: [
      { operation: 'form-body', says: 'form body, 2 parameters' },
      {
        operation: 'base64',
        says: 'base64, 9,104 characters to 6,827 bytes',
        repaired: '12 spaces put back to "+"',
      },
    ],
  },
  facts: {
    now: '2026-05-01T09:12:00.000Z',
    skewMs: 180_000,
    audiences: [{ value: 'urn:amazon:webservices', from: 'AWS IAM, recognised by Recipient' }],
    acsUrls: [],
    issuers: [],
    keys: [certificate],
    privateKeys: [],
    identityProvider: { id: 'entra', name: 'Microsoft Entra ID', by: 'Issuer https://sts.windows.net/3f25/' },
  },
  messages: [
    {
      kind: 'response',
      summary: 'A SAML Response from https://sts.windows.net/3f25/ for urn:amazon:webservice.',
      id: '_4dc7c9ec',
      issuer: 'https://sts.windows.net/3f25/',
      issueInstant: '2026-05-01T09:00:00.000Z',
      destination: 'https://signin.aws.amazon.com/saml',
      status: ['Success'],
      encryptedAssertions: 0,
      entities: [],
      details: [],
      assertions: [
        {
          line: 1,
          column: 523,
          xpath: '/samlp:Response/saml:Assertion',
          id: '_86f7e437',
          issuer: 'https://sts.windows.net/3f25/',
          issueInstant: '2026-05-01T09:00:00.000Z',
          nameId: {
            value: 'zoe.mueller@contoso.example',
            format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
          },
          audiences: ['urn:amazon:webservice'],
          recipients: ['https://signin.aws.amazon.com/saml'],
          notBefore: '2026-05-01T08:55:00.000Z',
          notOnOrAfter: '2026-05-01T10:00:00.000Z',
          confirmationNotOnOrAfter: '2026-05-01T10:00:00.000Z',
          authnInstant: '2026-05-01T08:59:58.000Z',
          attributes: [
            {
              name: 'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
              values: ['zoe.mueller@contoso.example'],
            },
            {
              name: 'https://aws.amazon.com/SAML/Attributes/Role',
              values: [1, 2, 3, 4, 5].map(
                (n) =>
                  `arn:aws:iam::00000000000${n}:role/Admin,arn:aws:iam::00000000000${n}:saml-provider/EntraID`,
              ),
            },
            { name: 'dept', values: ['it'] },
          ],
          protection: 'signed',
        },
      ],
    },
  ],
  signatures: [
    {
      line: 1,
      column: 669,
      xpath: '/samlp:Response/saml:Assertion/ds:Signature',
      messageIndex: 0,
      outcome: 'known-signer',
      says: 'The Assertion is what was signed, by a key you named (--cert idp.pem).',
      on: '/samlp:Response/saml:Assertion',
      covers: ['/samlp:Response/saml:Assertion'],
      signatureMethod: 'rsa-sha256',
      canonicalizationMethod: 'exc-c14n',
      references: [
        {
          uri: '#_86f7e437',
          target: '/samlp:Response/saml:Assertion',
          transforms: ['enveloped-signature', 'exc-c14n'],
          digestMethod: 'sha256',
          digestWritten: 'QIEmTBqc0Sopqn/Fmiaa6uOndJZzvy+obzUlSwiOuhY=',
          digestComputed: 'QIEmTBqc0Sopqn/Fmiaa6uOndJZzvy+obzUlSwiOuhY=',
          matches: true,
        },
      ],
      valueState: 'matches',
      key: certificate,
      problems: [],
      notes: [],
      secondOpinion: { library: 'xml-crypto 6.1.2', accepts: true, says: 'signed: the Assertion' },
    },
  ],
  findings: [
    audienceMismatch,
    finding({
      check: 'time/instant-zoneless',
      severity: 'note',
      title: 'An instant has no time zone',
      message: 'NotBefore is 2026-05-01T08:55:00, without Z.',
      line: 2,
      column: 7,
      xpath: '/samlp:Response/saml:Assertion/saml:Conditions/@NotBefore',
    }),
    finding({
      check: 'response/in-response-to-mismatch',
      verdict: 'unknown',
      title: 'InResponseTo names another request',
      message: 'Not checked: give the ID of the AuthnRequest that was sent (--request-id).',
      missing: ['requestId'],
    }),
  ],
  checked: [
    { check: 'conditions/not-yet-valid', verdict: 'pass', times: 1 },
    { check: 'logout/reason', verdict: 'skip', times: 2, because: 'no LogoutRequest' },
  ],
  encryptions: [],
  omitted: [],
  counts: { error: 1, warning: 0, note: 1, unknown: 1, crash: 0 },
};
