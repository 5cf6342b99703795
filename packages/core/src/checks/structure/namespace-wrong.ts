import type { XmlNode } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { told, violationsOf } from '../schema-faults.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'structure/namespace-wrong',
  title: 'An element or attribute has the right name in the wrong namespace',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml-names',
      section: '6.1, 6.2',
      says: 'A name is its namespace and its local name together; a default namespace holds for elements and not for attributes.',
    },
    {
      spec: 'saml-core',
      section: '2.1, 3.1',
      says: 'Assertions are in urn:oasis:names:tc:SAML:2.0:assertion, protocol messages in urn:oasis:names:tc:SAML:2.0:protocol.',
    },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'Those of SAML 1.1 are urn:oasis:names:tc:SAML:1.0:assertion and urn:oasis:names:tc:SAML:1.0:protocol.',
    },
  ],
  why: `Programs go by namespace and name, not by prefix. An \`Issuer\` in the namespace of the protocol, or in none, is not an
Issuer to them, and they report it as missing although it is in plain sight.`,
  fix: `Have the sender correct the prefix, or the declaration it stands for. A message built from pieces often loses
the default namespace of the document a piece was taken from.`,

  run(document) {
    const violations = violationsOf(document, 'namespace-wrong');
    const [first] = violations;
    return told(
      violations,
      ({ name, holder, at, expected: [wanted = ''] }) =>
        `${name} of ${holder.localName} is in ${where(at)}, but belongs in ${wanted === '' ? 'no namespace' : wanted}`,
      {
        ...(first && {
          expected: first.expected[0] === '' ? 'no namespace' : (first.expected[0] ?? ''),
          actual: where(first.at),
        }),
        explains: violations.flatMap(({ name }) => REPEATED[name] ?? []).map((check) => ({ check })),
      },
    );
  },

  message: ({ says }) => `${says}.`,
});

/** What else fails where an element of this name is not found under its right name. */
const REPEATED: Readonly<Record<string, readonly string[]>> = {
  Issuer: ['issuer/missing'],
  Status: ['response/status-not-success'],
  StatusCode: ['response/status-not-success'],
  Assertion: ['response/assertion-missing'],
  Conditions: ['conditions/audience-missing'],
  AudienceRestriction: ['conditions/audience-missing'],
  Subject: ['subject/name-id-missing', 'subject/confirmation-missing'],
  NameID: ['subject/name-id-missing'],
  SubjectConfirmation: ['subject/confirmation-missing'],
  SubjectConfirmationData: ['subject/recipient-missing', 'subject/bearer-window-missing'],
  AuthnStatement: ['authn-statement/missing'],
};

function where(node: XmlNode): string {
  const uri = node.type === 'element' || node.type === 'attribute' ? node.namespaceURI : '';
  return uri === '' ? 'no namespace' : `the namespace ${shown(uri)}`;
}
