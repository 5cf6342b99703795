import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements, childNamed, childrenNamed } from '../xml/navigate.ts';
import { attributeField, type Field, textField } from './field.ts';
import { type Instant, readInstant } from './instant.ts';
import type { AudienceRestriction, NameId } from './model.ts';
import type {
  Assertion11,
  Attribute11,
  AuthenticationStatement11,
  Conditions11,
  Saml11Message,
  Subject11,
} from './model11.ts';
import { readInstants } from './read-instants.ts';
import { readAuthzDecisionStatement } from './read-statements.ts';
import { isSoapEnvelope, soapContent } from './soap.ts';
import { readTokenResponse } from './token-response.ts';

/**
 * Reads a SAML 1.1 Response or Assertion, by itself, in a SOAP envelope, or as the token of a WS-Federation or WS-Trust
 * response; `undefined` where the element is none of these. Total.
 */
export function readSaml11Message(
  root: XmlElement,
  signatures: readonly SignatureEvidence[],
): Saml11Message | undefined {
  const tokenResponse = readTokenResponse(root);
  const content = tokenResponse ? tokenResponse.token : isSoapEnvelope(root) ? soapContent(root) : root;
  if (!content) return undefined;
  const base = {
    kind: 'saml-1.1' as const,
    document: root.document,
    element: content,
    signatures,
    instants: readInstants(root),
    appliesTo: tokenResponse?.appliesTo,
  };
  if (content.namespaceURI === ns.saml11 && content.localName === 'Assertion') {
    return {
      carrier: tokenResponse ? 'token-response' : 'assertion',
      ...base,
      responseId: undefined,
      inResponseTo: undefined,
      majorVersion: undefined,
      minorVersion: undefined,
      issueInstant: undefined,
      recipient: undefined,
      statusCodes: [],
      statusMessage: undefined,
      assertions: [readAssertion11(content, signatures)],
    };
  }
  if (content.namespaceURI !== ns.samlp11 || content.localName !== 'Response') return undefined;
  const status = childNamed(content, ns.samlp11, 'Status');
  const statusMessage = status && childNamed(status, ns.samlp11, 'StatusMessage');
  return {
    carrier: 'response',
    ...base,
    responseId: attributeField(content, 'ResponseID'),
    inResponseTo: attributeField(content, 'InResponseTo'),
    majorVersion: attributeField(content, 'MajorVersion'),
    minorVersion: attributeField(content, 'MinorVersion'),
    issueInstant: instantOf(content, 'IssueInstant'),
    recipient: attributeField(content, 'Recipient'),
    statusCodes: status ? readCodes(status) : [],
    statusMessage: statusMessage && textField(statusMessage),
    assertions: childrenNamed(content, ns.saml11, 'Assertion').map((one) => readAssertion11(one, signatures)),
  };
}

function readAssertion11(element: XmlElement, signatures: readonly SignatureEvidence[]): Assertion11 {
  const conditions = childNamed(element, ns.saml11, 'Conditions');
  const statements = childElements(element).filter(({ namespaceURI }) => namespaceURI === ns.saml11);
  return {
    element,
    signatures,
    assertionId: attributeField(element, 'AssertionID'),
    majorVersion: attributeField(element, 'MajorVersion'),
    minorVersion: attributeField(element, 'MinorVersion'),
    issuer: attributeField(element, 'Issuer'),
    issueInstant: instantOf(element, 'IssueInstant'),
    conditions: conditions && readConditions11(conditions),
    subjects: statements.flatMap((statement) => {
      const subject = childNamed(statement, ns.saml11, 'Subject');
      return subject ? [readSubject11(subject)] : [];
    }),
    authentications: statements
      .filter(({ localName }) => localName === 'AuthenticationStatement')
      .map(readAuthentication11),
    attributes: statements
      .filter(({ localName }) => localName === 'AttributeStatement')
      .flatMap((statement) => childrenNamed(statement, ns.saml11, 'Attribute').map(readAttribute11)),
    decisions: statements
      .filter(({ localName }) => localName === 'AuthorizationDecisionStatement')
      .map(readAuthzDecisionStatement),
  };
}

function readConditions11(element: XmlElement): Conditions11 {
  return {
    element,
    notBefore: instantOf(element, 'NotBefore'),
    notOnOrAfter: instantOf(element, 'NotOnOrAfter'),
    audienceRestrictions: childrenNamed(element, ns.saml11, 'AudienceRestrictionCondition').map(
      (restriction): AudienceRestriction => ({
        element: restriction,
        audiences: childrenNamed(restriction, ns.saml11, 'Audience').map(textField),
      }),
    ),
    doNotCache: childrenNamed(element, ns.saml11, 'DoNotCacheCondition'),
    others: childElements(element).filter(
      ({ localName, namespaceURI }) => namespaceURI !== ns.saml11 || localName === 'Condition',
    ),
  };
}

function readSubject11(element: XmlElement): Subject11 {
  const name = childNamed(element, ns.saml11, 'NameIdentifier');
  const confirmation = childNamed(element, ns.saml11, 'SubjectConfirmation');
  return {
    element,
    nameIdentifier: name && readNameIdentifier(name),
    confirmation,
    confirmationMethods: confirmation
      ? childrenNamed(confirmation, ns.saml11, 'ConfirmationMethod').map(textField)
      : [],
    keyInfo: confirmation && childNamed(confirmation, ns.ds, 'KeyInfo'),
  };
}

function readNameIdentifier(element: XmlElement): NameId {
  return {
    format: attributeField(element, 'Format'),
    ...textField(element),
    at: element,
    nameQualifier: attributeField(element, 'NameQualifier'),
    spNameQualifier: undefined,
    spProvidedId: undefined,
  };
}

function readAuthentication11(element: XmlElement): AuthenticationStatement11 {
  return {
    element,
    authenticationMethod: attributeField(element, 'AuthenticationMethod'),
    authenticationInstant: instantOf(element, 'AuthenticationInstant'),
    authorityBindings: childrenNamed(element, ns.saml11, 'AuthorityBinding'),
  };
}

function readAttribute11(element: XmlElement): Attribute11 {
  return {
    element,
    attributeName: attributeField(element, 'AttributeName'),
    attributeNamespace: attributeField(element, 'AttributeNamespace'),
    values: childrenNamed(element, ns.saml11, 'AttributeValue').map(textField),
  };
}

/** The top-level code, then each code nested in it. Bounded by the depth that the reader of XML allows. */
function readCodes(status: XmlElement): Field[] {
  const codes: Field[] = [];
  let code = childNamed(status, ns.samlp11, 'StatusCode');
  for (; code; code = childNamed(code, ns.samlp11, 'StatusCode')) {
    const value = attributeField(code, 'Value');
    if (value) codes.push(value);
  }
  return codes;
}

function instantOf(element: XmlElement, name: string): Instant | undefined {
  const attribute = attributeNamed(element, name);
  return attribute && readInstant(attribute);
}
