import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { fieldOf } from './field.ts';
import { readInstant } from './instant.ts';
import type { Assertion, Attribute, AuthnStatement, AuthzDecisionStatement, Response } from './model.ts';
import { readConditions } from './read-conditions.ts';
import { readAttributeStatement, readAuthnStatement, readAuthzDecisionStatement } from './read-statements.ts';
import { readIssuer, readSubject } from './read-subject.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads saml:Assertion (SAML Core §2.3.3). Total: what is missing is `undefined`, and of an element that may
 * stand once the first is read.
 *
 * @param response the Response it is a child of; `undefined` for an assertion captured alone.
 */
export function readAssertion(
  element: XmlElement,
  response: Response | undefined,
  signatures: readonly SignatureEvidence[],
): Assertion {
  const authnStatements: AuthnStatement[] = [];
  const attributes: Attribute[] = [];
  const encryptedAttributes: XmlElement[] = [];
  const authzDecisionStatements: AuthzDecisionStatement[] = [];
  // Made before its parts, because each SubjectConfirmation names the assertion it stands in.
  const assertion: Mutable<Assertion> = {
    element,
    response,
    signatures,
    id: undefined,
    version: undefined,
    issueInstant: undefined,
    issuer: undefined,
    subject: undefined,
    conditions: undefined,
    authnStatements,
    attributes,
    encryptedAttributes,
    authzDecisionStatements,
    advice: undefined,
  };
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== '') continue;
    switch (attribute.localName) {
      case 'ID':
        assertion.id = fieldOf(attribute);
        break;
      case 'Version':
        assertion.version = fieldOf(attribute);
        break;
      case 'IssueInstant':
        assertion.issueInstant = readInstant(attribute);
        break;
    }
  }
  for (const child of element.children) {
    if (child.type !== 'element' || child.namespaceURI !== ns.saml) continue;
    switch (child.localName) {
      case 'Issuer':
        assertion.issuer ??= readIssuer(child);
        break;
      case 'Subject':
        assertion.subject ??= readSubject(child, assertion);
        break;
      case 'Conditions':
        assertion.conditions ??= readConditions(child);
        break;
      case 'Advice':
        assertion.advice ??= child;
        break;
      case 'AuthnStatement':
        authnStatements.push(readAuthnStatement(child));
        break;
      case 'AttributeStatement':
        readAttributeStatement(child, attributes, encryptedAttributes);
        break;
      case 'AuthzDecisionStatement':
        authzDecisionStatements.push(readAuthzDecisionStatement(child));
        break;
    }
  }
  return assertion;
}
