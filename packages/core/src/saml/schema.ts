/** The simple types that SAML's schemas use; a list of words is an enumeration. */
export type ValueType =
  | 'string'
  | 'anyURI'
  | 'QName'
  | 'ID'
  | 'NCName'
  | 'dateTime'
  | 'boolean'
  | 'unsignedShort'
  | 'nonNegativeInteger'
  | 'integer'
  | readonly string[];

export interface AttributeRule {
  readonly type: ValueType;
  readonly required: boolean;
}

/** One place in the order of an element's children: which of them may stand there, and how often. */
export interface Particle {
  /** Qualified by the usual prefixes; `any` and `other` are wildcards, the latter for namespaces not SAML's own here. */
  readonly names: readonly string[];
  readonly min: number;
  readonly max: number;
}

/** What one element may hold. */
export interface ElementRule {
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  /** Attributes of other namespaces: `other`, or any attribute at all. */
  readonly moreAttributes?: 'other' | 'any';
  readonly particles: readonly Particle[];
  /** Of so many particles at the start, one must be present. */
  readonly needsOne?: number;
  /** The children must all have the same name. */
  readonly alike?: true;
  /** The type of its text; `mixed` beside elements; nothing but white space where it is absent. */
  readonly text?: ValueType | 'mixed';
  /** xsi:type says what it holds, which no table of ours can. */
  readonly abstract?: true;
  /** Names of the attributes that must be there. */
  readonly required: readonly string[];
  /** Which particle names a child, by its usual name. */
  readonly slots: ReadonlyMap<string, number>;
}

interface Entry {
  /** `Name` or `Name:type`; `!` after the name where it is required. */
  readonly attributes?: string;
  readonly moreAttributes?: 'other' | 'any';
  /** As in a DTD: `a b? (c|d)*`. */
  readonly content?: string;
  readonly needsOne?: number;
  readonly alike?: true;
  readonly text?: ValueType | 'mixed';
  readonly abstract?: true;
}

const QUALIFIERS = 'NameQualifier SPNameQualifier';
const NAME_ID: Entry = { attributes: `${QUALIFIERS} Format:anyURI SPProvidedID`, text: 'string' };
const ENCRYPTED: Entry = { content: 'xenc:EncryptedData xenc:EncryptedKey*' };
const IDENTIFIER = '(saml:BaseID|saml:NameID|saml:EncryptedID)';
const HEAD = 'saml:Issuer? ds:Signature? samlp:Extensions?';
const REQUEST = 'ID!:ID Version! IssueInstant!:dateTime Destination:anyURI Consent:anyURI';
const RESPONSE = `${REQUEST} InResponseTo:NCName`;
const ANYTHING: Entry = { moreAttributes: 'any', content: 'any*', text: 'mixed' };

const VERSION11 = 'MajorVersion!:integer MinorVersion!:integer IssueInstant!:dateTime';

const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  ecp: ['urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp'],
  decision: ['Permit', 'Deny', 'Indeterminate'],
  comparison: ['exact', 'minimum', 'maximum', 'better'],
};

/** The elements of assertions and protocols, of SAML 2.0 and of 1.1, and of the headers of ECP, by their usual names. */
const ELEMENTS: Readonly<Record<string, Entry>> = {
  'saml:BaseID': { attributes: QUALIFIERS, abstract: true },
  'saml:NameID': NAME_ID,
  'saml:Issuer': NAME_ID,
  'saml:EncryptedID': ENCRYPTED,
  'saml:EncryptedAssertion': ENCRYPTED,
  'saml:EncryptedAttribute': ENCRYPTED,
  'saml:AssertionIDRef': { text: 'NCName' },
  'saml:AssertionURIRef': { text: 'anyURI' },
  'saml:Assertion': {
    attributes: 'Version! ID!:ID IssueInstant!:dateTime',
    content:
      'saml:Issuer ds:Signature? saml:Subject? saml:Conditions? saml:Advice? (saml:Statement|saml:AuthnStatement|saml:AuthzDecisionStatement|saml:AttributeStatement)*',
  },
  'saml:Subject': { content: `${IDENTIFIER}? saml:SubjectConfirmation*`, needsOne: 2 },
  'saml:SubjectConfirmation': {
    attributes: 'Method!:anyURI',
    content: `${IDENTIFIER}? saml:SubjectConfirmationData?`,
  },
  'saml:SubjectConfirmationData': {
    attributes: 'NotBefore:dateTime NotOnOrAfter:dateTime Recipient:anyURI InResponseTo:NCName Address',
    moreAttributes: 'other',
    content: 'any*',
    text: 'mixed',
  },
  'saml:Conditions': {
    attributes: 'NotBefore:dateTime NotOnOrAfter:dateTime',
    content: '(saml:Condition|saml:AudienceRestriction|saml:OneTimeUse|saml:ProxyRestriction)*',
  },
  'saml:Condition': { abstract: true },
  'saml:AudienceRestriction': { content: 'saml:Audience+' },
  'saml:Audience': { text: 'anyURI' },
  'saml:OneTimeUse': {},
  'saml:ProxyRestriction': { attributes: 'Count:nonNegativeInteger', content: 'saml:Audience*' },
  'saml:Advice': {
    content: '(saml:AssertionIDRef|saml:AssertionURIRef|saml:Assertion|saml:EncryptedAssertion|other)*',
  },
  'saml:Statement': { abstract: true },
  'saml:AuthnStatement': {
    attributes: 'AuthnInstant!:dateTime SessionIndex SessionNotOnOrAfter:dateTime',
    content: 'saml:SubjectLocality? saml:AuthnContext',
  },
  'saml:SubjectLocality': { attributes: 'Address DNSName' },
  'saml:AuthnContext': {
    content:
      'saml:AuthnContextClassRef? (saml:AuthnContextDecl|saml:AuthnContextDeclRef)? saml:AuthenticatingAuthority*',
    needsOne: 2,
  },
  'saml:AuthnContextClassRef': { text: 'anyURI' },
  'saml:AuthnContextDeclRef': { text: 'anyURI' },
  'saml:AuthnContextDecl': ANYTHING,
  'saml:AuthenticatingAuthority': { text: 'anyURI' },
  'saml:AuthzDecisionStatement': {
    attributes: 'Resource!:anyURI Decision!:decision',
    content: 'saml:Action+ saml:Evidence?',
  },
  'saml:Action': { attributes: 'Namespace!:anyURI', text: 'string' },
  'saml:Evidence': {
    content: '(saml:AssertionIDRef|saml:AssertionURIRef|saml:Assertion|saml:EncryptedAssertion)+',
  },
  'saml:AttributeStatement': { content: '(saml:Attribute|saml:EncryptedAttribute)+' },
  'saml:Attribute': {
    attributes: 'Name! NameFormat:anyURI FriendlyName',
    moreAttributes: 'other',
    content: 'saml:AttributeValue*',
  },
  'saml:AttributeValue': ANYTHING,

  'samlp:Extensions': { content: 'other+' },
  'samlp:Status': { content: 'samlp:StatusCode samlp:StatusMessage? samlp:StatusDetail?' },
  'samlp:StatusCode': { attributes: 'Value!:anyURI', content: 'samlp:StatusCode?' },
  'samlp:StatusMessage': { text: 'string' },
  'samlp:StatusDetail': { content: 'any*' },
  'samlp:Response': {
    attributes: RESPONSE,
    content: `${HEAD} samlp:Status (saml:Assertion|saml:EncryptedAssertion)*`,
  },
  'samlp:AuthnRequest': {
    attributes: `${REQUEST} ForceAuthn:boolean IsPassive:boolean ProtocolBinding:anyURI AssertionConsumerServiceIndex:unsignedShort AssertionConsumerServiceURL:anyURI AttributeConsumingServiceIndex:unsignedShort ProviderName`,
    content: `${HEAD} saml:Subject? samlp:NameIDPolicy? saml:Conditions? samlp:RequestedAuthnContext? samlp:Scoping?`,
  },
  'samlp:NameIDPolicy': { attributes: 'Format:anyURI SPNameQualifier AllowCreate:boolean' },
  'samlp:RequestedAuthnContext': {
    attributes: 'Comparison:comparison',
    content: '(saml:AuthnContextClassRef|saml:AuthnContextDeclRef)+',
    alike: true,
  },
  'samlp:Scoping': {
    attributes: 'ProxyCount:nonNegativeInteger',
    content: 'samlp:IDPList? samlp:RequesterID*',
  },
  'samlp:RequesterID': { text: 'anyURI' },
  'samlp:IDPList': { content: 'samlp:IDPEntry+ samlp:GetComplete?' },
  'samlp:IDPEntry': { attributes: 'ProviderID!:anyURI Name Loc:anyURI' },
  'samlp:GetComplete': { text: 'anyURI' },
  'samlp:LogoutRequest': {
    attributes: `${REQUEST} Reason NotOnOrAfter:dateTime`,
    content: `${HEAD} ${IDENTIFIER} samlp:SessionIndex*`,
  },
  'samlp:SessionIndex': { text: 'string' },
  'samlp:LogoutResponse': { attributes: RESPONSE, content: `${HEAD} samlp:Status` },
  'samlp:ArtifactResolve': { attributes: REQUEST, content: `${HEAD} samlp:Artifact` },
  'samlp:Artifact': { text: 'string' },
  'samlp:ArtifactResponse': { attributes: RESPONSE, content: `${HEAD} samlp:Status any?` },
  'samlp:ManageNameIDRequest': {
    attributes: REQUEST,
    content: `${HEAD} (saml:NameID|saml:EncryptedID) (samlp:NewID|samlp:NewEncryptedID|samlp:Terminate)`,
  },
  'samlp:NewID': { text: 'string' },
  'samlp:NewEncryptedID': ENCRYPTED,
  'samlp:Terminate': {},
  'samlp:ManageNameIDResponse': { attributes: RESPONSE, content: `${HEAD} samlp:Status` },
  'samlp:NameIDMappingRequest': {
    attributes: REQUEST,
    content: `${HEAD} ${IDENTIFIER} samlp:NameIDPolicy`,
  },
  'samlp:NameIDMappingResponse': {
    attributes: RESPONSE,
    content: `${HEAD} samlp:Status (saml:NameID|saml:EncryptedID)`,
  },
  'samlp:AssertionIDRequest': { attributes: REQUEST, content: `${HEAD} saml:AssertionIDRef+` },
  'samlp:SubjectQuery': { attributes: REQUEST, abstract: true },
  'samlp:AuthnQuery': {
    attributes: `${REQUEST} SessionIndex`,
    content: `${HEAD} saml:Subject samlp:RequestedAuthnContext?`,
  },
  'samlp:AttributeQuery': { attributes: REQUEST, content: `${HEAD} saml:Subject saml:Attribute*` },
  'samlp:AuthzDecisionQuery': {
    attributes: `${REQUEST} Resource!:anyURI`,
    content: `${HEAD} saml:Subject saml:Action+ saml:Evidence?`,
  },

  // What they carry for SOAP, mustUnderstand and actor, binding/ecp-header-incomplete is about.
  'ecp:Request': {
    attributes: 'ProviderName IsPassive:boolean',
    moreAttributes: 'other',
    content: 'saml:Issuer samlp:IDPList?',
  },
  'paos:Request': {
    attributes: 'responseConsumerURL!:anyURI service!:ecp messageID',
    moreAttributes: 'other',
  },
  'ecp:Response': { attributes: 'AssertionConsumerServiceURL!:anyURI', moreAttributes: 'other' },
  'ecp:RelayState': { moreAttributes: 'other', text: 'string' },

  'saml11:AssertionIDReference': { text: 'NCName' },
  'saml11:Assertion': {
    attributes: `AssertionID!:ID Issuer! ${VERSION11}`,
    content:
      'saml11:Conditions? saml11:Advice? (saml11:Statement|saml11:SubjectStatement|saml11:AuthenticationStatement|saml11:AuthorizationDecisionStatement|saml11:AttributeStatement)+ ds:Signature?',
  },
  'saml11:Conditions': {
    attributes: 'NotBefore:dateTime NotOnOrAfter:dateTime',
    content: '(saml11:AudienceRestrictionCondition|saml11:DoNotCacheCondition|saml11:Condition)*',
  },
  'saml11:Condition': { abstract: true },
  'saml11:AudienceRestrictionCondition': { content: 'saml11:Audience+' },
  'saml11:Audience': { text: 'anyURI' },
  'saml11:DoNotCacheCondition': {},
  'saml11:Advice': { content: '(saml11:AssertionIDReference|saml11:Assertion|other)*' },
  'saml11:Statement': { abstract: true },
  'saml11:SubjectStatement': { abstract: true },
  'saml11:Subject': { content: 'saml11:NameIdentifier? saml11:SubjectConfirmation?', needsOne: 2 },
  'saml11:NameIdentifier': { attributes: 'NameQualifier Format:anyURI', text: 'string' },
  'saml11:SubjectConfirmation': {
    content: 'saml11:ConfirmationMethod+ saml11:SubjectConfirmationData? ds:KeyInfo?',
  },
  'saml11:ConfirmationMethod': { text: 'anyURI' },
  'saml11:SubjectConfirmationData': ANYTHING,
  'saml11:AuthenticationStatement': {
    attributes: 'AuthenticationMethod!:anyURI AuthenticationInstant!:dateTime',
    content: 'saml11:Subject saml11:SubjectLocality? saml11:AuthorityBinding*',
  },
  'saml11:SubjectLocality': { attributes: 'IPAddress DNSAddress' },
  'saml11:AuthorityBinding': { attributes: 'AuthorityKind!:QName Location!:anyURI Binding!:anyURI' },
  'saml11:AuthorizationDecisionStatement': {
    attributes: 'Resource!:anyURI Decision!:decision',
    content: 'saml11:Subject saml11:Action+ saml11:Evidence?',
  },
  'saml11:Action': { attributes: 'Namespace:anyURI', text: 'string' },
  'saml11:Evidence': { content: '(saml11:AssertionIDReference|saml11:Assertion)+' },
  'saml11:AttributeStatement': { content: 'saml11:Subject saml11:Attribute+' },
  'saml11:AttributeDesignator': { attributes: 'AttributeName! AttributeNamespace!:anyURI' },
  'saml11:Attribute': {
    attributes: 'AttributeName! AttributeNamespace!:anyURI',
    content: 'saml11:AttributeValue+',
  },
  'saml11:AttributeValue': ANYTHING,

  'samlp11:Response': {
    attributes: `ResponseID!:ID InResponseTo:NCName Recipient:anyURI ${VERSION11}`,
    content: 'ds:Signature? samlp11:Status saml11:Assertion*',
  },
  'samlp11:Status': { content: 'samlp11:StatusCode samlp11:StatusMessage? samlp11:StatusDetail?' },
  'samlp11:StatusCode': { attributes: 'Value!:QName', content: 'samlp11:StatusCode?' },
  'samlp11:StatusMessage': { text: 'string' },
  'samlp11:StatusDetail': { content: 'any*' },
};

const rules = new Map<string, ElementRule>();

/**
 * What an element of SAML may hold, by its usual name (`saml:Issuer`, `saml11:Subject`); `undefined` for a name that SAML
 * does not define. Of the protocol of SAML 1.1 only the Response is known.
 *
 * @see the schemas saml-schema-assertion-2.0, -protocol-2.0 and -ecp-2.0, and oasis-sstc-saml-schema-assertion-1.1
 *   and -protocol-1.1
 */
export function ruleFor(name: string): ElementRule | undefined {
  const known = rules.get(name);
  if (known) return known;
  const entry = Object.hasOwn(ELEMENTS, name) ? ELEMENTS[name] : undefined;
  if (!entry) return undefined;
  const { attributes = '', content = '', ...rest } = entry;
  const rule = makeRule(rest, readAttributes(attributes), readContent(content));
  rules.set(name, rule);
  return rule;
}

/** A rule with what follows from it, so that whoever judges by it has nothing to search. */
export function makeRule(
  rest: Pick<ElementRule, 'moreAttributes' | 'needsOne' | 'alike' | 'text' | 'abstract'>,
  attributes: ReadonlyMap<string, AttributeRule>,
  particles: readonly Particle[],
): ElementRule {
  const required = [...attributes].flatMap(([name, rule]) => (rule.required ? [name] : []));
  const slots = new Map<string, number>();
  particles.forEach(({ names }, slot) => {
    for (const name of names) if (!slots.has(name)) slots.set(name, slot);
  });
  return { ...rest, attributes, particles, required, slots };
}

/** Every element that {@link ruleFor} knows, by its usual name. */
export function elementNames(): string[] {
  return Object.keys(ELEMENTS);
}

function readAttributes(text: string): ReadonlyMap<string, AttributeRule> {
  const attributes = new Map<string, AttributeRule>();
  for (const word of text.split(' ')) {
    const [name = '', type = 'string'] = word.split(':');
    if (name === '') continue;
    attributes.set(name.replace('!', ''), {
      type: ENUMERATIONS[type] ?? (type as ValueType),
      required: name.endsWith('!'),
    });
  }
  return attributes;
}

function readContent(text: string): Particle[] {
  return text.split(' ').flatMap((word) => {
    if (word === '') return [];
    const mark = /[?*+]$/.exec(word)?.[0] ?? '';
    const names = word.replace(/^\(|\)?[?*+]?$/g, '').split('|');
    return [
      {
        names,
        min: mark === '?' || mark === '*' ? 0 : 1,
        max: mark === '*' || mark === '+' ? Number.POSITIVE_INFINITY : 1,
      },
    ];
  });
}
