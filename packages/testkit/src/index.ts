/**
 * Builds, signs, encrypts, encodes and mutates SAML messages, in the dialects of well-known identity providers,
 * under test keys that come with the package. For testing a service provider, or samlscope itself.
 */
export {
  type AttackOptions,
  type AttackTechnique,
  attack,
  attackTechniques,
  describeAttack,
} from './attack.ts';
export {
  type Dialect,
  type DialectName,
  dialectNamed,
  dialects,
  entraTenant,
} from './dialects.ts';
export {
  autoPostPage,
  encodePost,
  encodeRedirect,
  encodeSimpleSign,
  formBody,
  type MessageParameter,
  type RedirectOptions,
  type SimpleSignOptions,
} from './encode.ts';
export {
  type Cipher,
  type EncryptOptions,
  encryptAssertion,
  encryptElement,
  type OaepHash,
} from './encrypt.ts';
export {
  type ApplicationDescription,
  buildApplication,
  buildClaimsPolicy,
  buildManifest,
  buildServicePrincipal,
  type ClaimDescription,
} from './graph.ts';
export { identifiers, uuid } from './identifiers.ts';
export { epoch, instant, type Moment } from './instant.ts';
export { type TestKey, testKey, testKeys } from './keys.ts';
export { type Located, locate, locateElements, type Selector } from './locate.ts';
export {
  type AwsMetadataDescription,
  buildAwsMetadata,
  buildEntityDescriptor,
  buildEntraMetadata,
  type EntityDescription,
  type EntraMetadataDescription,
  type IdpDescription,
  type RequestedAttributeDescription,
  type SpDescription,
} from './metadata.ts';
export { type Mutation, mutate, type WrappingShape } from './mutate.ts';
export {
  type AuthnRequestDescription,
  buildAuthnRequest,
  buildLogoutRequest,
  buildLogoutResponse,
  type LogoutRequestDescription,
  type LogoutResponseDescription,
  logoutRequestId,
  requestId,
  type Signing,
} from './request.ts';
export { awsAttributes, buildResponse, entraAttributes, type ResponseDescription } from './response.ts';
export {
  buildAssertion11,
  type Response11Description,
  type Saml11Description,
  wrapInResponse11,
  wrapInTokenResponse,
} from './saml11.ts';
export {
  type Canonicalization,
  type DigestAlgorithm,
  type KeyInfoShape,
  type SignatureAlgorithm,
  type SignOptions,
  sign,
  signatureUri,
  signOctets,
} from './sign.ts';
