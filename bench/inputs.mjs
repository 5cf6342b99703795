// What is measured: responses as Entra ID sends them to AWS, made by the testkit and valid now.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  awsAttributes,
  buildEntraMetadata,
  buildResponse,
  entraAttributes,
  entraTenant,
  testKeys,
} from '@samlscope/testkit';

export const ACS_URL = 'https://signin.aws.amazon.com/saml';
export const AUDIENCE = 'urn:amazon:webservices';
const ISSUED = Date.now();
const GROUPS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';

/** One input with all that a receiver must know to accept it. */
function input(name, xml, about) {
  return {
    name,
    xml,
    base64: Buffer.from(xml).toString('base64'),
    bytes: Buffer.byteLength(xml),
    responseSigned: /<samlp:Response[^>]*><Issuer[^>]*>[^<]*<\/Issuer><Signature /.test(xml),
    ...about,
  };
}

function entra(name, { sign = 'assertion', roles, groups = 0 }) {
  const xml = response({ sign, roles, groups });
  return input(name, xml, {
    issuer: `https://sts.windows.net/${entraTenant}/`,
    nameId: 'ana.silva@example.com',
    certificatePem: testKeys.entra.certificatePem,
    idpMetadata: buildEntraMetadata({ tenant: entraTenant }),
  });
}

export function response({ sign = 'assertion', roles, groups }) {
  return buildResponse({
    dialect: 'entra',
    issueInstant: ISSUED,
    acsUrl: ACS_URL,
    audience: AUDIENCE,
    sign,
    attributes: {
      ...entraAttributes({
        tenant: entraTenant,
        objectId: '3c1d0a52-7d0f-4a52-9f0e-2f8f0d6a1b11',
        userPrincipalName: 'ana.silva@example.com',
        displayName: 'Ana Silva Gonçalves',
        givenName: 'Ana',
        surname: 'Silva Gonçalves',
      }),
      ...awsAttributes({
        sessionDuration: '3600',
        roles: Array.from({ length: roles }, (_, i) => `federated/workloads/EntraID-Platform-PowerUser-${i}`),
      }),
      ...(groups > 0 && { [GROUPS]: Array.from({ length: groups }, (_, i) => group(i)) }),
    },
  });
}

/** Object IDs, all different. */
function group(i) {
  return `${i.toString(16).padStart(8, '0')}-5f3a-4b1c-9d2e-6a7b8c9d0e1f`;
}

/** A capture from outside the project, where its neighbours keep one. */
function neighbour(name) {
  const folder = resolve(import.meta.dirname, '../../shared/bench');
  const file = join(folder, 'inputs', `${name}.xml`);
  if (!existsSync(file)) return [];
  const xml = readFileSync(file, 'utf8');
  const certificatePem = readFileSync(join(folder, 'keys/idp.crt'), 'utf8');
  const issuer = /<Issuer[^>]*>([^<]*)</.exec(xml)?.[1];
  const nameId = /<NameID[^>]*>([^<]*)</.exec(xml)?.[1];
  return [
    input(`${name}.xml`, xml, {
      issuer,
      nameId,
      certificatePem,
      idpMetadata: metadataOf(issuer, certificatePem),
    }),
  ];
}

function metadataOf(issuer, certificatePem) {
  const base64 = certificatePem.replace(/-----[A-Z ]+-----|\s/g, '');
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://login.microsoftonline.com/x/saml2"/></IDPSSODescriptor></EntityDescriptor>`;
}

export function inputs() {
  return [
    entra('assertion signed', { roles: 6 }),
    entra('both signed', { sign: 'both', roles: 6 }),
    entra('200 roles, 500 groups', { roles: 200, groups: 500 }),
    ...neighbour('a'),
    ...neighbour('a2'),
    ...neighbour('b'),
  ];
}
