import {
  type Conversion,
  chooseEndpoint,
  chooseFirst,
  HTTP_POST,
  HTTP_REDIRECT,
  isTrue,
  PLACEHOLDER,
  type Settings,
} from './convert-settings.ts';
import { shortBinding } from './diff-endpoints.ts';
import type { Endpoint, IdpRole, SpRole } from './model.ts';

/** A value of JavaScript; an array of pairs is an object in that order. */
type Value = string | boolean | null | readonly Value[] | { readonly [name: string]: Value | undefined };

type Files = Conversion['files'];

/** A module that makes node-saml's SAML object. */
export function toNodeSaml(settings: Settings): Files {
  const options = print(nodeOptions(settings));
  const text = [
    "import { SAML } from '@node-saml/node-saml';",
    '',
    `export const saml = new SAML(${options});`,
    '',
  ].join('\n');
  return [{ name: 'saml.js', text }];
}

/** A module that makes passport-saml's strategy, which takes the options of node-saml. */
export function toPassportSaml(settings: Settings): Files {
  settings.toFillIn.push(
    'The two functions of the strategy: who the user of a profile is, at login and at logout.',
  );
  const done = '  (profile, done) => done(null, profile),';
  const text = [
    "import { Strategy } from '@node-saml/passport-saml';",
    '',
    'export const strategy = new Strategy(',
    `  ${print(nodeOptions(settings)).replaceAll('\n', '\n  ')},`,
    done,
    done,
    ');',
    '',
  ].join('\n');
  return [{ name: 'saml-strategy.js', text }];
}

function nodeOptions(settings: Settings): Value {
  const { role } = settings;
  return role.kind === 'idp' ? nodeOptionsForIdp(settings, role) : nodeOptionsForSp(settings, role);
}

function nodeOptionsForIdp(settings: Settings, role: IdpRole): Value {
  const sso = chooseEndpoint(
    role.singleSignOnServices,
    'SingleSignOnService',
    [HTTP_REDIRECT, HTTP_POST],
    settings,
  );
  const slo = chooseEndpoint(role.singleLogoutServices, 'SingleLogoutService', [HTTP_REDIRECT], settings);
  const format = chooseFirst(settings.nameIdFormats, 'NameIDFormat', settings);
  settings.toFillIn.push(
    "issuer: the service provider's entityID.",
    'callbackUrl: the AssertionConsumerService, as the identity provider knows it.',
  );
  if (settings.encryption.length > 0)
    settings.notCarried.push('Certificates for encryption: node-saml does not encrypt what it sends.');
  settings.toFillIn.push(
    'wantAuthnResponseSigned, wantAssertionsSigned: node-saml wants both signed unless told otherwise; set to false the one that the identity provider does not sign, which metadata does not say.',
  );
  if (isTrue(role.wantAuthnRequestsSigned?.value))
    settings.toFillIn.push('privateKey: the identity provider wants requests to be signed.');
  return {
    issuer: PLACEHOLDER,
    callbackUrl: PLACEHOLDER,
    idpIssuer: settings.entityID,
    entryPoint: sso?.location ?? PLACEHOLDER,
    authnRequestBinding: sso?.binding === HTTP_POST ? 'HTTP-POST' : undefined,
    logoutUrl: slo?.location,
    idpCert: several(settings.signing) ?? PLACEHOLDER,
    // Where it is left out, node-saml asks for emailAddress.
    identifierFormat: format ?? null,
    privateKey: isTrue(role.wantAuthnRequestsSigned?.value) ? PLACEHOLDER : undefined,
  };
}

function nodeOptionsForSp(settings: Settings, role: SpRole): Value {
  const acs = chooseEndpoint(
    role.assertionConsumerServices,
    'AssertionConsumerService',
    [HTTP_POST],
    settings,
  );
  const slo = chooseEndpoint(
    role.singleLogoutServices,
    'SingleLogoutService',
    [HTTP_REDIRECT, HTTP_POST],
    settings,
  );
  const format = chooseFirst(settings.nameIdFormats, 'NameIDFormat', settings);
  settings.toFillIn.push(
    "entryPoint, idpIssuer and idpCert: from the identity provider's metadata.",
    ...keysToFillIn(settings),
  );
  if (role.requestedAttributes.length > 0)
    settings.notCarried.push('RequestedAttributes: node-saml does not name them in requests.');
  return {
    issuer: settings.entityID,
    audience: settings.entityID,
    callbackUrl: acs?.location ?? PLACEHOLDER,
    logoutCallbackUrl: slo?.location,
    entryPoint: PLACEHOLDER,
    idpIssuer: PLACEHOLDER,
    idpCert: PLACEHOLDER,
    identifierFormat: format ?? null,
    wantAssertionsSigned: isTrue(role.wantAssertionsSigned?.value),
    privateKey: isTrue(role.authnRequestsSigned?.value) ? PLACEHOLDER : undefined,
    decryptionPvk: settings.encryption.length > 0 ? PLACEHOLDER : undefined,
  };
}

function keysToFillIn({ role, encryption }: Settings): string[] {
  const found: string[] = [];
  if (role.kind === 'sp' && isTrue(role.authnRequestsSigned?.value))
    found.push('The private key of the signing certificate, to sign requests.');
  if (encryption.length > 0) found.push('The private key of the encryption certificate, to decrypt.');
  return found;
}

/** A module that makes samlify's entity. */
export function toSamlify(settings: Settings): Files {
  const { role } = settings;
  const kind = role.kind === 'idp' ? 'IdentityProvider' : 'ServiceProvider';
  const logins =
    role.kind === 'idp'
      ? oneForEach('SingleSignOnService', role.singleSignOnServices, settings)
      : oneForEach('AssertionConsumerService', role.assertionConsumerServices, settings);
  const logout = oneForEach('SingleLogoutService', role.singleLogoutServices, settings);
  const shared = {
    entityID: settings.entityID,
    signingCert: several(settings.signing),
    encryptCert: chooseFirst(settings.encryption, 'encryption certificate', settings),
    nameIDFormat: settings.nameIdFormats.length > 0 ? settings.nameIdFormats : undefined,
    singleLogoutService: logout.length > 0 ? logout : undefined,
  };
  if (role.kind === 'sp') settings.toFillIn.push(...keysToFillIn(settings));
  if (role.kind === 'sp' && role.requestedAttributes.length > 0)
    settings.notCarried.push('RequestedAttributes: samlify does not use them.');
  const options: Value =
    role.kind === 'idp'
      ? {
          ...shared,
          singleSignOnService: logins,
          wantAuthnRequestsSigned: isTrue(role.wantAuthnRequestsSigned?.value),
          isAssertionEncrypted: false,
        }
      : {
          ...shared,
          assertionConsumerService: logins,
          authnRequestsSigned: isTrue(role.authnRequestsSigned?.value),
          wantAssertionsSigned: isTrue(role.wantAssertionsSigned?.value),
          privateKey: isTrue(role.authnRequestsSigned?.value) ? PLACEHOLDER : undefined,
          encPrivateKey: settings.encryption.length > 0 ? PLACEHOLDER : undefined,
        };
  if (role.kind === 'idp')
    settings.toFillIn.push(
      'isAssertionEncrypted: whether the identity provider encrypts; its metadata does not say.',
    );
  const name = role.kind === 'idp' ? 'idp' : 'sp';
  const text = `import samlify from 'samlify';\n\nexport const ${name} = samlify.${kind}(${print(options)});\n`;
  return [{ name: `${name}.js`, text }];
}

/** The first endpoint of each binding that samlify speaks; of several it would take the last. */
function oneForEach(service: string, endpoints: readonly Endpoint[], { notCarried }: Settings): Value[] {
  const kept = new Map<string, string>();
  const left: string[] = [];
  for (const { binding, location } of endpoints) {
    if (!binding || !location) continue;
    const speaks = [HTTP_POST, HTTP_REDIRECT].includes(binding.value);
    if (speaks && !kept.has(binding.value)) kept.set(binding.value, location.value);
    else left.push(`${shortBinding(binding.value)} at ${location.value}`);
  }
  if (left.length > 0)
    notCarried.push(
      `${service}: ${left.join(', ')}; samlify takes one for HTTP-POST and one for HTTP-Redirect.`,
    );
  return [...kept].map(([Binding, Location]) => ({ Binding, Location }));
}

/** One as it is, several as a list. */
function several(values: readonly string[]): Value | undefined {
  return values.length > 1 ? values : values[0];
}

/** Prints a value as JavaScript. */
function print(value: Value, indent = ''): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((one) => `${inner}${print(one, inner)},\n`).join('')}${indent}]`;
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{\n${members.map(([name, member]) => `${inner}${name}: ${print(member as Value, inner)},\n`).join('')}${indent}}`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
