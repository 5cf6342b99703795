import { encodeUtf8 } from '../base/bytes.ts';
import { importPrivateKey, sha256Hex } from '../base/crypto.ts';
import { SamlscopeError } from '../base/errors.ts';
import { signRoot } from '../dsig/sign.ts';
import { readCertificate } from '../x509/read.ts';
import { escapeText, escapeValue } from '../xml/c14n.ts';
import { isXmlCharacter } from '../xml/characters.ts';
import { ns } from '../xml/namespaces.ts';

/** An entity in a few words. */
export interface EntityOutline {
  readonly role: 'idp' | 'sp';
  readonly entityID: string;
  /** SP: where responses are posted; the first is the default. */
  readonly acsUrls?: readonly string[];
  /** IdP: where requests arrive, by HTTP-Redirect and HTTP-POST. */
  readonly ssoUrl?: string;
  /** Where logout messages arrive, by HTTP-Redirect and HTTP-POST. */
  readonly sloUrl?: string;
  /** Certificates, PEM or DER in base64. */
  readonly signingCertificates?: readonly string[];
  readonly encryptionCertificates?: readonly string[];
  /** URIs, or the last part of one: `emailAddress`, `persistent`, `transient`, `unspecified`. */
  readonly nameIdFormats?: readonly string[];
  /** SP: it signs its requests. IdP: it wants them signed. */
  readonly requestsSigned?: boolean;
  /** SP: assertions must be signed themselves. `true` unless given. */
  readonly wantAssertionsSigned?: boolean;
  /** Milliseconds since the epoch. */
  readonly validUntil?: number;
  /** `PT6H`. */
  readonly cacheDuration?: string;
  /** The name people see, and its language: `en` unless given. */
  readonly displayName?: string;
  readonly language?: string;
  readonly organization?: { readonly name: string; readonly displayName?: string; readonly url: string };
  readonly contacts?: readonly { readonly type: string; readonly email: string; readonly name?: string }[];
  /** SP: attributes it asks for. */
  readonly requestedAttributes?: readonly {
    readonly name: string;
    readonly friendlyName?: string;
    readonly isRequired?: boolean;
  }[];
}

/** What signs the metadata: the private key as PEM without a passphrase, and its certificate. */
export interface MetadataSigner {
  readonly privateKey: string;
  readonly certificate: string;
}

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings:';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const FORMATS: Readonly<Record<string, string>> = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  X509SubjectName: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  WindowsDomainQualifiedName: 'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
  kerberos: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos',
  entity: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
};

/**
 * Writes metadata: an EntityDescriptor with one role, elements and attributes in the order of the schema, indented.
 * The same outline gives the same text.
 *
 * @throws SamlscopeError `usage` where the outline lacks what the schema requires; `unreadable-key`
 * @see SAML Metadata §2.3.2 and §2.4
 */
export function createMetadata(outline: EntityOutline, signer?: MetadataSigner): string {
  requireComplete(outline);
  const { entityID, role, validUntil, cacheDuration } = outline;
  const id = `_${sha256Hex(encodeUtf8(JSON.stringify(outline)))
    .toLowerCase()
    .slice(0, 40)}`;
  const root = element(
    'md:EntityDescriptor',
    {
      'xmlns:md': ns.md,
      'xmlns:ds': ns.ds,
      ...(outline.displayName !== undefined && { 'xmlns:mdui': ns.mdui }),
      ID: signer && id,
      entityID,
      validUntil:
        validUntil === undefined ? undefined : new Date(validUntil).toISOString().replace('.000Z', 'Z'),
      cacheDuration,
    },
    [role === 'idp' ? idpRole(outline) : spRole(outline), ...organization(outline), ...contacts(outline)],
  );
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
  return signer ? signRoot(text, importPrivateKey(signer.privateKey), signer.certificate) : text;
}

function requireComplete(outline: EntityOutline): void {
  const { entityID, role, acsUrls = [], ssoUrl, signingCertificates = [] } = outline;
  if (entityID.trim() === '') throw usage('Metadata needs an entityID.');
  if (entityID.length > 1024) throw usage('An entityID has at most 1024 characters (SAML Core §8.3.6).');
  if (role === 'sp' && acsUrls.length === 0)
    throw usage('Metadata of a service provider needs an AssertionConsumerService URL.');
  if (role === 'idp' && ssoUrl === undefined)
    throw usage('Metadata of an identity provider needs a SingleSignOnService URL.');
  if (role === 'idp' && signingCertificates.length === 0)
    throw usage(
      'Metadata of an identity provider needs its signing certificate, or nobody can verify what it sends.',
    );
  if (role === 'sp' && outline.requestsSigned && signingCertificates.length === 0)
    throw usage(
      'Metadata of a service provider that signs its requests needs the certificate to verify them with.',
    );
  if (
    outline.requestedAttributes &&
    outline.requestedAttributes.length > 0 &&
    outline.displayName === undefined
  )
    throw usage('Attributes are asked for on behalf of a service with a name: give a display name.');
}

function spRole(outline: EntityOutline): string {
  const { acsUrls = [], requestsSigned = false, wantAssertionsSigned = true } = outline;
  return element(
    'md:SPSSODescriptor',
    {
      AuthnRequestsSigned: String(requestsSigned),
      WantAssertionsSigned: String(wantAssertionsSigned),
      protocolSupportEnumeration: PROTOCOL,
    },
    [
      ...display(outline),
      ...keys(outline),
      ...logout(outline),
      ...formats(outline),
      ...acsUrls.map((Location, i) =>
        element('md:AssertionConsumerService', {
          Binding: `${BINDINGS}HTTP-POST`,
          Location,
          index: String(i),
          isDefault: i === 0 ? 'true' : undefined,
        }),
      ),
      ...attributes(outline),
    ],
  );
}

function idpRole(outline: EntityOutline): string {
  const { ssoUrl = '', requestsSigned } = outline;
  return element(
    'md:IDPSSODescriptor',
    {
      WantAuthnRequestsSigned: requestsSigned === undefined ? undefined : String(requestsSigned),
      protocolSupportEnumeration: PROTOCOL,
    },
    [
      ...display(outline),
      ...keys(outline),
      ...logout(outline),
      ...formats(outline),
      ...['HTTP-Redirect', 'HTTP-POST'].map((binding) =>
        element('md:SingleSignOnService', { Binding: BINDINGS + binding, Location: ssoUrl }),
      ),
    ],
  );
}

function display({ displayName, language = 'en' }: EntityOutline): string[] {
  if (displayName === undefined) return [];
  const name = element('mdui:DisplayName', { 'xml:lang': language }, displayName);
  return [element('md:Extensions', {}, [element('mdui:UIInfo', {}, [name])])];
}

function keys({ signingCertificates = [], encryptionCertificates = [] }: EntityOutline): string[] {
  const descriptor = (use: string) => (certificate: string) =>
    element('md:KeyDescriptor', { use }, [
      element('ds:KeyInfo', {}, [
        element('ds:X509Data', {}, [element('ds:X509Certificate', {}, readCertificate(certificate).base64)]),
      ]),
    ]);
  return [
    ...signingCertificates.map(descriptor('signing')),
    ...encryptionCertificates.map(descriptor('encryption')),
  ];
}

function logout({ sloUrl }: EntityOutline): string[] {
  if (sloUrl === undefined) return [];
  return ['HTTP-Redirect', 'HTTP-POST'].map((binding) =>
    element('md:SingleLogoutService', { Binding: BINDINGS + binding, Location: sloUrl }),
  );
}

function formats({ nameIdFormats = [] }: EntityOutline): string[] {
  return nameIdFormats.map((format) => {
    const uri = FORMATS[format] ?? format;
    if (!uri.includes(':')) {
      throw usage(
        `"${format}" is no NameID format; known are ${Object.keys(FORMATS).join(', ')}, and any URI.`,
      );
    }
    return element('md:NameIDFormat', {}, uri);
  });
}

function attributes({
  requestedAttributes = [],
  displayName = '',
  language = 'en',
}: EntityOutline): string[] {
  if (requestedAttributes.length === 0) return [];
  return [
    element('md:AttributeConsumingService', { index: '0' }, [
      element('md:ServiceName', { 'xml:lang': language }, displayName),
      ...requestedAttributes.map(({ name, friendlyName, isRequired }) =>
        element('md:RequestedAttribute', {
          Name: name,
          NameFormat: `urn:oasis:names:tc:SAML:2.0:attrname-format:${/^[a-z][a-z0-9+.-]*:/i.test(name) ? 'uri' : 'basic'}`,
          FriendlyName: friendlyName,
          isRequired: isRequired === undefined ? undefined : String(isRequired),
        }),
      ),
    ]),
  ];
}

function organization({ organization: given, language = 'en' }: EntityOutline): string[] {
  if (!given) return [];
  const lang = { 'xml:lang': language };
  return [
    element('md:Organization', {}, [
      element('md:OrganizationName', lang, given.name),
      element('md:OrganizationDisplayName', lang, given.displayName ?? given.name),
      element('md:OrganizationURL', lang, given.url),
    ]),
  ];
}

const CONTACTS = ['technical', 'support', 'administrative', 'billing', 'other'];

function contacts({ contacts: given = [] }: EntityOutline): string[] {
  return given.map(({ type, email, name }) => {
    if (!CONTACTS.includes(type))
      throw usage(`There is no contact of type "${type}"; known are ${CONTACTS.join(', ')}.`);
    return element('md:ContactPerson', { contactType: type }, [
      ...(name === undefined ? [] : [element('md:GivenName', {}, name)]),
      element('md:EmailAddress', {}, email.startsWith('mailto:') ? email : `mailto:${email}`),
    ]);
  });
}

/** An element with text in it, or with others, each on a line of its own. */
function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: string | readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${escapeValue(requireCharacters(value))}"`)
    .join('');
  if (typeof content === 'string')
    return `<${name}${written}>${escapeText(requireCharacters(content))}</${name}>`;
  if (content.length === 0) return `<${name}${written}/>`;
  const lines = content.map((child) => `\n  ${child.replaceAll('\n', '\n  ')}`).join('');
  return `<${name}${written}>${lines}\n</${name}>`;
}

function requireCharacters(text: string): string {
  for (const character of text) {
    if (!isXmlCharacter(character.codePointAt(0) ?? 0))
      throw usage('A value holds a character that XML does not allow.');
  }
  return text;
}

function usage(message: string): SamlscopeError {
  return new SamlscopeError('usage', message);
}
