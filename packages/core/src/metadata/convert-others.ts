import {
  type Conversion,
  chooseEndpoint,
  chooseFirst,
  HTTP_POST,
  HTTP_REDIRECT,
  isTrue,
  PLACEHOLDER,
  pemCertificate,
  type Settings,
} from './convert-settings.ts';
import { withNamespaces } from './extract.ts';
import { readAttributeServices } from './read-attribute-services.ts';

type Files = Conversion['files'];

/** `settings.json`. */
export function toPython3Saml(settings: Settings): Files {
  const { role } = settings;
  const files = {
    strict: true,
    ...(role.kind === 'idp'
      ? { sp: pythonPlaceholderSp(settings), idp: pythonIdp(settings) }
      : { sp: pythonSp(settings), idp: pythonPlaceholderIdp(settings) }),
    security: {
      authnRequestsSigned: isTrue(
        role.kind === 'idp' ? role.wantAuthnRequestsSigned?.value : role.authnRequestsSigned?.value,
      ),
      wantAssertionsSigned: role.kind === 'sp' && isTrue(role.wantAssertionsSigned?.value),
      wantAssertionsEncrypted: role.kind === 'sp' && settings.encryption.length > 0,
    },
  };
  if (role.kind === 'sp' && settings.encryption.length > 0)
    settings.toFillIn.push(
      'wantAssertionsEncrypted: it is set because the metadata offers a key; whether it must be is not in there.',
    );
  if (role.kind === 'idp' && isTrue(role.wantAuthnRequestsSigned?.value))
    settings.toFillIn.push(
      'sp.x509cert and sp.privateKey: the identity provider wants signed requests, and python3-saml refuses these settings without a key to sign with.',
    );
  return [{ name: 'settings.json', text: `${JSON.stringify(files, undefined, 2)}\n` }];
}

function pythonIdp(settings: Settings): object {
  const { role, signing, encryption } = settings;
  if (role.kind !== 'idp') return {};
  // python3-saml sends requests by HTTP-Redirect only.
  const sso = chooseEndpoint(role.singleSignOnServices, 'SingleSignOnService', [HTTP_REDIRECT], settings);
  const slo = chooseEndpoint(role.singleLogoutServices, 'SingleLogoutService', [HTTP_REDIRECT], settings);
  const multi = signing.length > 1 || (encryption.length > 0 && encryption[0] !== signing[0]);
  return {
    entityId: settings.entityID,
    singleSignOnService: { url: sso?.location ?? PLACEHOLDER, binding: sso?.binding ?? HTTP_REDIRECT },
    ...(slo && {
      singleLogoutService: {
        url: slo.location,
        ...(slo.responseLocation !== undefined && { responseUrl: slo.responseLocation }),
        binding: slo.binding,
      },
    }),
    ...(multi ? { x509certMulti: { signing, encryption } } : { x509cert: signing[0] ?? PLACEHOLDER }),
  };
}

function pythonPlaceholderSp(settings: Settings): object {
  settings.toFillIn.push("sp: the service provider's entityID and AssertionConsumerService.");
  const format = chooseFirst(settings.nameIdFormats, 'NameIDFormat', settings);
  return {
    entityId: PLACEHOLDER,
    assertionConsumerService: { url: PLACEHOLDER, binding: HTTP_POST },
    ...(format !== undefined && { NameIDFormat: format }),
  };
}

function pythonSp(settings: Settings): object {
  const { role } = settings;
  if (role.kind !== 'sp') return {};
  const acs = chooseEndpoint(
    role.assertionConsumerServices,
    'AssertionConsumerService',
    [HTTP_POST],
    settings,
  );
  const slo = chooseEndpoint(role.singleLogoutServices, 'SingleLogoutService', [HTTP_REDIRECT], settings);
  const format = chooseFirst(settings.nameIdFormats, 'NameIDFormat', settings);
  const certificate = chooseFirst(settings.signing, 'signing certificate', settings);
  if (certificate !== undefined) settings.toFillIn.push('sp.privateKey: the private key of the certificate.');
  return {
    entityId: settings.entityID,
    assertionConsumerService: { url: acs?.location ?? PLACEHOLDER, binding: HTTP_POST },
    ...(slo && { singleLogoutService: { url: slo.location, binding: slo.binding } }),
    ...pythonAttributes(settings),
    ...(format !== undefined && { NameIDFormat: format }),
    ...(certificate !== undefined && { x509cert: certificate, privateKey: PLACEHOLDER }),
  };
}

/** python3-saml has one AttributeConsumingService. */
function pythonAttributes({ role, notCarried }: Settings): object {
  const [service, ...others] = readAttributeServices(role.element);
  if (!service) return {};
  if (others.length > 0)
    notCarried.push(`${others.length} more AttributeConsumingService: the product takes one.`);
  return {
    attributeConsumingService: {
      ...(service.index && { index: service.index.value }),
      serviceName: service.serviceNames[0]?.value ?? '',
      serviceDescription: service.serviceDescriptions[0]?.value ?? '',
      requestedAttributes: service.requested.map(({ name, nameFormat, friendlyName, isRequired }) => ({
        name: name?.value ?? '',
        isRequired: isTrue(isRequired?.value),
        ...(nameFormat && { nameFormat: nameFormat.value }),
        ...(friendlyName && { friendlyName: friendlyName.value }),
      })),
    },
  };
}

function pythonPlaceholderIdp(settings: Settings): object {
  settings.toFillIn.push("idp: from the identity provider's metadata.");
  return {
    entityId: PLACEHOLDER,
    singleSignOnService: { url: PLACEHOLDER, binding: HTTP_REDIRECT },
    x509cert: PLACEHOLDER,
  };
}

/** Ruby that makes the settings. */
export function toRubySaml(settings: Settings): Files {
  const { role, signing, encryption } = settings;
  const lines: (readonly [name: string, value: string])[] = [];
  const set = (name: string, value: string | undefined) => {
    if (value !== undefined) lines.push([name, ruby(value)]);
  };
  const isIdp = role.kind === 'idp';
  if (isIdp) {
    const sso = chooseEndpoint(
      role.singleSignOnServices,
      'SingleSignOnService',
      [HTTP_REDIRECT, HTTP_POST],
      settings,
    );
    const slo = chooseEndpoint(
      role.singleLogoutServices,
      'SingleLogoutService',
      [HTTP_REDIRECT, HTTP_POST],
      settings,
    );
    settings.toFillIn.push("sp_entity_id and assertion_consumer_service_url: the service provider's own.");
    set('sp_entity_id', PLACEHOLDER);
    set('assertion_consumer_service_url', PLACEHOLDER);
    set('idp_entity_id', settings.entityID);
    set('idp_sso_service_url', sso?.location ?? PLACEHOLDER);
    set('idp_sso_service_binding', sso?.binding);
    set('idp_slo_service_url', slo?.location);
    set('idp_slo_response_service_url', slo?.responseLocation);
    set('idp_slo_service_binding', slo?.binding);
    if (signing.length > 1 || encryption.some((one) => !signing.includes(one))) {
      const list = (values: readonly string[]) => `[${values.map((one) => ruby(one)).join(', ')}]`;
      lines.push(['idp_cert_multi', `{ signing: ${list(signing)}, encryption: ${list(encryption)} }`]);
    } else set('idp_cert', signing[0] ?? PLACEHOLDER);
  } else {
    const acs = chooseEndpoint(
      role.assertionConsumerServices,
      'AssertionConsumerService',
      [HTTP_POST],
      settings,
    );
    // Its settings say that only HTTP-Redirect is supported here.
    const slo = chooseEndpoint(role.singleLogoutServices, 'SingleLogoutService', [HTTP_REDIRECT], settings);
    settings.toFillIn.push(
      "idp_entity_id, idp_sso_service_url and idp_cert: from the identity provider's metadata.",
    );
    set('sp_entity_id', settings.entityID);
    set('assertion_consumer_service_url', acs?.location ?? PLACEHOLDER);
    set('assertion_consumer_service_binding', acs?.binding);
    set('single_logout_service_url', slo?.location);
    set('single_logout_service_binding', slo?.binding);
    set('idp_entity_id', PLACEHOLDER);
    set('idp_sso_service_url', PLACEHOLDER);
    set('idp_cert', PLACEHOLDER);
    const certificate = chooseFirst(signing, 'signing certificate', settings);
    if (certificate !== undefined) {
      settings.toFillIn.push('private_key: the private key of the certificate.');
      set('certificate', certificate);
      set('private_key', PLACEHOLDER);
    }
    if (role.requestedAttributes.length > 0)
      settings.notCarried.push(
        'RequestedAttributes: write them with settings.attribute_consuming_service.configure.',
      );
  }
  set('name_identifier_format', chooseFirst(settings.nameIdFormats, 'NameIDFormat', settings));
  const sign = isIdp ? role.wantAuthnRequestsSigned?.value : role.authnRequestsSigned?.value;
  const security = [
    `settings.security[:authn_requests_signed] = ${isTrue(sign)}`,
    ...(isIdp
      ? []
      : [`settings.security[:want_assertions_signed] = ${isTrue(role.wantAssertionsSigned?.value)}`]),
  ];
  if (isIdp && isTrue(sign))
    settings.toFillIn.push('certificate and private_key: the identity provider wants signed requests.');
  const text = `settings = OneLogin::RubySaml::Settings.new\n\n${lines.map(([name, value]) => `settings.${name} = ${value}\n`).join('')}\n${security.join('\n')}\n`;
  return [{ name: 'saml_settings.rb', text }];
}

/** A string of Ruby in single quotes, in which only these two are special. */
function ruby(text: string): string {
  return `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

/** `application.yml`, with the certificates it names. */
export function toSpring(settings: Settings): Files {
  const { role } = settings;
  if (role.kind === 'sp') return springSp(settings);
  const sso = chooseEndpoint(
    role.singleSignOnServices,
    'SingleSignOnService',
    [HTTP_REDIRECT, HTTP_POST],
    settings,
  );
  const slo = chooseEndpoint(
    role.singleLogoutServices,
    'SingleLogoutService',
    [HTTP_REDIRECT, HTTP_POST],
    settings,
  );
  const sign = isTrue(role.wantAuthnRequestsSigned?.value);
  settings.toFillIn.push(
    'entity-id of the registration, where another is wanted than Spring Security derives from its address.',
  );
  if (sign) settings.toFillIn.push('signing.credentials: the identity provider wants signed requests.');
  const certificates = settings.signing.map((base64, i) => ({
    name: settings.signing.length === 1 ? 'idp.crt' : `idp-${i + 1}.crt`,
    text: pemCertificate(base64),
  }));
  const lines = [
    ...springHead(),
    ...springNameIdFormat(settings),
    '            assertingparty:',
    `              entity-id: ${yaml(settings.entityID)}`,
    '              singlesignon:',
    `                url: ${yaml(sso?.location ?? PLACEHOLDER)}`,
    `                binding: ${sso?.binding === HTTP_POST ? 'post' : 'redirect'}`,
    `                sign-request: ${sign}`,
    ...(slo
      ? [
          '              singlelogout:',
          `                url: ${yaml(slo.location)}`,
          ...(slo.responseLocation === undefined
            ? []
            : [`                response-url: ${yaml(slo.responseLocation)}`]),
          `                binding: ${slo.binding === HTTP_POST ? 'post' : 'redirect'}`,
        ]
      : []),
    '              verification:',
    '                credentials:',
    ...(certificates.length === 0
      ? [`                  - certificate-location: ${yaml(PLACEHOLDER)}`]
      : certificates.map(({ name }) => `                  - certificate-location: "classpath:${name}"`)),
  ];
  return [{ name: 'application.yml', text: `${lines.join('\n')}\n` }, ...certificates];
}

function springSp(settings: Settings): Files {
  const { role } = settings;
  if (role.kind !== 'sp') throw new TypeError('springSp is for service providers');
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
  settings.toFillIn.push("assertingparty.metadata-uri: the identity provider's metadata.");
  if (role.requestedAttributes.length > 0)
    settings.notCarried.push('RequestedAttributes: Spring Security does not use them.');
  const credentials = (what: string, values: readonly string[], name: string) => {
    if (values.length === 0) return [];
    settings.toFillIn.push(`${what}: the private key of ${name}.`);
    return [
      `            ${what}:`,
      '              credentials:',
      `                - private-key-location: ${yaml(PLACEHOLDER)}`,
      `                  certificate-location: "classpath:${name}"`,
    ];
  };
  const signing = chooseFirst(settings.signing, 'signing certificate', settings);
  const encryption = chooseFirst(settings.encryption, 'encryption certificate', settings);
  const lines = [
    ...springHead(),
    `            entity-id: ${yaml(settings.entityID)}`,
    ...springNameIdFormat(settings),
    '            acs:',
    `              location: ${yaml(acs?.location ?? PLACEHOLDER)}`,
    '              binding: post',
    ...(slo
      ? [
          '            singlelogout:',
          `              url: ${yaml(slo.location)}`,
          ...(slo.responseLocation === undefined
            ? []
            : [`              response-url: ${yaml(slo.responseLocation)}`]),
          `              binding: ${slo.binding === HTTP_POST ? 'post' : 'redirect'}`,
        ]
      : []),
    ...credentials('signing', settings.signing, 'sp-signing.crt'),
    ...credentials('decryption', settings.encryption, 'sp-encryption.crt'),
    '            assertingparty:',
    `              metadata-uri: ${yaml(PLACEHOLDER)}`,
  ];
  return [
    { name: 'application.yml', text: `${lines.join('\n')}\n` },
    ...(signing === undefined ? [] : [{ name: 'sp-signing.crt', text: pemCertificate(signing) }]),
    ...(encryption === undefined ? [] : [{ name: 'sp-encryption.crt', text: pemCertificate(encryption) }]),
  ];
}

function springHead(): string[] {
  return [
    'spring:',
    '  security:',
    '    saml2:',
    '      relyingparty:',
    '        registration:',
    '          # Its name is the registrationId in /saml2/authenticate/{registrationId}.',
    '          idp:',
  ];
}

/** @see https://github.com/spring-projects/spring-boot/pull/39395 */
function springNameIdFormat(settings: Settings): string[] {
  const format = chooseFirst(settings.nameIdFormats, 'NameIDFormat', settings);
  if (format === undefined) return [];
  settings.toFillIn.push(
    'name-id-format: leave it out of a Spring Boot from before 2024, which has no such property; set it on the RelyingPartyRegistration there.',
  );
  return [`            name-id-format: ${yaml(format)}`];
}

/** A string of YAML, which takes JSON's. */
function yaml(text: string): string {
  return JSON.stringify(text);
}

/** The provider, what a role that trusts it needs, and the metadata, which goes along whole. */
export function toTerraformAws(settings: Settings): Files {
  const { entity, role } = settings;
  settings.toFillIn.push(
    'name: how the provider is called in its ARN, arn:aws:iam::ACCOUNT:saml-provider/NAME; roles and Role attributes name it.',
  );
  // The document goes along whole, so nothing that was noted as lost is.
  settings.notCarried.length = 0;
  if (!role.keys.some(({ use }) => use !== 'encryption'))
    settings.notCarried.push('There is no signing key in it, and IAM refuses metadata without one.');
  if (entity.otherRoles.length > 0 || entity.roles.length > 1)
    settings.notCarried.push('Other roles go along in the file; IAM uses the IDPSSODescriptor only.');
  const text = `resource "aws_iam_saml_provider" "idp" {
  name                   = "${PLACEHOLDER}"
  saml_metadata_document = file("\${path.module}/idp-metadata.xml")
}

# Who signs in there may take roles that trust it.
data "aws_iam_policy_document" "trust_idp" {
  statement {
    actions = ["sts:AssumeRoleWithSAML"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_saml_provider.idp.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "SAML:aud"
      values   = ["https://signin.aws.amazon.com/saml"]
    }
  }
}
`;
  return [
    { name: 'saml-provider.tf', text },
    { name: 'idp-metadata.xml', text: withNamespaces(entity.element) },
  ];
}
