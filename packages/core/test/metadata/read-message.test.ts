import { describe, expect, test } from 'vitest';
import type { MetadataMessage, UnknownMessage } from '../../src/metadata/model.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import { RESPONSE } from '../saml/messages.ts';
import { read } from '../xml/reading.ts';

const saml11 = 'urn:oasis:names:tc:SAML:1.0:assertion';
const envelope = (body: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;

// [what, XML, what is said of it]
const unknown = [
  [
    'a part of a SAML 1.1 assertion',
    `<Conditions xmlns="${saml11}"/>`,
    'The <Conditions> of a SAML 1.1 assertion, cut out of it: give the whole Assertion.',
  ],
  [
    'a SAML 1.1 request',
    '<Request xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>',
    'A SAML 1.1 request: samlscope recognises it but does not read it yet.',
  ],
  [
    'a WS-Federation response whose token is encrypted',
    '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><t:RequestedSecurityToken><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"/></t:RequestedSecurityToken></t:RequestSecurityTokenResponse>',
    'A WS-Federation response (RequestSecurityTokenResponse), carrying an encrypted token: samlscope recognises it but does not read it yet.',
  ],
  [
    'a WS-Federation response of the OASIS standard',
    '<t:RequestSecurityTokenResponseCollection xmlns:t="http://docs.oasis-open.org/ws-sx/ws-trust/200512"><Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/></t:RequestSecurityTokenResponseCollection>',
    'A WS-Federation response (RequestSecurityTokenResponseCollection), carrying a SAML 2.0 assertion: samlscope recognises it but does not read it yet.',
  ],
  [
    'the same in SOAP',
    envelope('<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>'),
    'In a SOAP envelope: A WS-Federation response (RequestSecurityTokenResponse): samlscope recognises it but does not read it yet.',
  ],
  [
    'a request of WS-Trust',
    '<RequestSecurityToken xmlns="http://docs.oasis-open.org/ws-sx/ws-trust/200512"/>',
    'A WS-Trust RequestSecurityToken: samlscope recognises it but does not read it yet.',
  ],
  [
    'a SAML 2.0 message of another kind',
    '<NameIDMappingRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>',
    'A SAML 2.0 NameIDMappingRequest: samlscope recognises it but does not read it yet.',
  ],
  [
    'an ArtifactResponse that failed',
    '<p:ArtifactResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"><p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Requester"/></p:Status></p:ArtifactResponse>',
    'A SAML 2.0 ArtifactResponse with no message in it; its status is Requester.',
  ],
  [
    'an EncryptedAssertion by itself',
    '<EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>',
    'A SAML 2.0 EncryptedAssertion by itself: it is not decrypted, so nothing inside it can be read.',
  ],
  [
    'a part of an assertion',
    '<Conditions xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>',
    'The <Conditions> of a SAML 2.0 assertion, cut out of it: give the whole Assertion or, better, the whole Response.',
  ],
  [
    'a part of metadata',
    '<SPSSODescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>',
    'The <SPSSODescriptor> of SAML metadata, cut out of its EntityDescriptor: give the whole EntityDescriptor.',
  ],
  [
    'a signature by itself',
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
    'The <Signature> of an XML signature by itself: give the whole message that it signs.',
  ],
  ['an empty SOAP envelope', envelope(''), 'A SOAP envelope with nothing in its Body.'],
  [
    'a SOAP fault',
    envelope('<S:Fault><faultcode>S:Client</faultcode><faultstring>Not\n  allowed.</faultstring></S:Fault>'),
    'A SOAP fault: Not allowed.',
  ],
  ['a SOAP fault that says nothing', envelope('<S:Fault/>'), 'A SOAP fault.'],
  [
    'a page with the form in it',
    '<html><body><form><input type="hidden" name="SAMLResponse" value="x"/></form></body></html>',
    'An HTML page whose form posts SAMLResponse: give the value of that field.',
  ],
  [
    'any other page',
    '<HTML xmlns="http://www.w3.org/1999/xhtml"><body/></HTML>',
    'An HTML page, not a SAML message: an error page or a login page was probably captured in its place.',
  ],
  [
    'metadata that lost its namespace',
    '<EntityDescriptor entityID="x"/>',
    "The root <EntityDescriptor> is in no namespace, so it is not SAML 2.0's; that one is in urn:oasis:names:tc:SAML:2.0:metadata.",
  ],
  [
    'a Response in another namespace',
    '<p:Response xmlns:p="urn:x"/>',
    "The root <p:Response> is in the namespace urn:x, so it is not SAML 2.0's; that one is in urn:oasis:names:tc:SAML:2.0:protocol.",
  ],
  [
    'other XML',
    '<PurchaseOrder xmlns="urn:example:po"/>',
    'XML whose root is <PurchaseOrder> in the namespace urn:example:po: no SAML 2.0 message and no metadata.',
  ],
] as const;

describe('what is no SAML 2.0 message', () => {
  test.each(unknown)('%s', (_, xml, says) => {
    const message = readMessage(read(xml), []) as UnknownMessage;
    expect(message.kind).toBe('unknown');
    expect(message.says).toBe(says);
  });

  test('is named in a line of bounded length', () => {
    const name = 'x'.repeat(100_000);
    for (const xml of [
      `<${name}/>`,
      `<Response xmlns="${name}"/>`,
      envelope(`<S:Fault><faultstring>${name}</faultstring></S:Fault>`),
    ]) {
      const message = readMessage(read(xml), []) as UnknownMessage;
      expect(message.says.length).toBeLessThan(500);
    }
  });
});

test('a SAML message is read', () => {
  const document = read(RESPONSE);
  const message = readMessage(document, []);
  expect(message.kind).toBe('response');
  expect(message.document).toBe(document);
});

test('metadata is read, with the instants in it', () => {
  const document = read(
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" validUntil="2027-01-01T00:00:00Z">
      <md:EntityDescriptor entityID="a" validUntil="2026-01-01T00:00:00Z"/><md:EntityDescriptor entityID="b"/>
    </md:EntitiesDescriptor>`,
  );
  const message = readMessage(document, []) as MetadataMessage;
  expect(message.kind).toBe('metadata');
  expect(message.element).toBe(document.root);
  expect(message.entities.map(({ entityID }) => entityID?.value)).toEqual(['a', 'b']);
  expect(message.instants.map(({ raw }) => raw)).toEqual(['2027-01-01T00:00:00Z', '2026-01-01T00:00:00Z']);
});

test('a document cut off in the middle is read as far as it goes', () => {
  const document = read(RESPONSE.slice(0, RESPONSE.indexOf('<saml:Conditions')));
  expect(document.problem?.code).toBe('unexpected-end');
  const message = readMessage(document, []);
  expect(message.kind === 'response' && message.assertions[0]?.subject?.nameId?.value).toBe('alice');
  expect(message.kind === 'response' && message.assertions[0]?.conditions).toBeUndefined();
});

test('a document without a root is a mistake of the caller', () => {
  expect(() => readMessage(read('no XML'), [])).toThrow(TypeError);
});
