import { SamlscopeError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import type { EntityDescriptor } from '../metadata/model.ts';
import { readEntities } from '../metadata/read-entity.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import { parseXml } from '../xml/parse.ts';
import { positionOf } from '../xml/position.ts';
import { type IamArn, readIamArn } from './arn.ts';
import { isObject, items, type JsonValue, member, readJson, textMember } from './json.ts';
import { remembered } from './remembered.ts';

/** An IAM SAML provider: what AWS knows of an identity provider. */
export interface IamProvider {
  readonly from: string;
  /** `aws iam get-saml-provider` does not print it: it is what the command was asked with. */
  readonly arn: IamArn | undefined;
  /** `SAMLSP…`, as it stands in the ACS URL of this one provider. */
  readonly uuid: string | undefined;
  /** `undefined` where only its name is known, as from list-saml-providers. */
  readonly metadata: ProviderMetadata | undefined;
  /** Whether assertions must be encrypted; `undefined` where the export is older than that, or only a list. */
  readonly encryptionMode: 'Required' | 'Allowed' | undefined;
  /** How many private keys to decrypt with it holds; `undefined` likewise. */
  readonly privateKeys: number | undefined;
}

/** The metadata that was uploaded. */
export interface ProviderMetadata {
  readonly entities: readonly EntityDescriptor[];
  /** The keys it lists for signing, those that AWS accepts signatures of. */
  readonly keys: readonly KeyCandidate[];
  /** The issuers that AWS accepts. */
  readonly issuers: readonly string[];
}

/** The providers of one export. */
export interface IamProviders {
  readonly from: string;
  readonly providers: readonly IamProvider[];
  /** Whether a provider of these accounts that is not among them does not exist: the export was a list. */
  readonly complete: boolean;
}

/**
 * Reads what `aws iam get-saml-provider` or `list-saml-providers` printed, or the metadata that was uploaded.
 *
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `unreadable-metadata`, `limit`
 */
export function readProviders(text: string, from: string): IamProviders {
  return remembered(providersBefore, text, () => {
    if (/^\uFEFF?\s*</.test(text)) {
      return {
        from,
        providers: [{ ...UNKNOWN, from, metadata: readProviderMetadata(text, from) }],
        complete: false,
      };
    }
    const json = readJson(text, from);
    const list = isObject(json) ? member(json, 'SAMLProviderList') : json;
    if (list) return { from, providers: items(list).map(readProvider), complete: list !== json };
    return { from, providers: [readProvider(json)], complete: false };
  });
}

const providersBefore = new Map<string, IamProviders>();

const UNKNOWN = {
  arn: undefined,
  uuid: undefined,
  metadata: undefined,
  encryptionMode: undefined,
  privateKeys: undefined,
} satisfies Partial<IamProvider>;

function readProvider(place: JsonValue): IamProvider {
  const { from } = place;
  const written = textMember(place, 'Arn') ?? textMember(place, 'SAMLProviderArn');
  const arn = written === undefined ? undefined : readIamArn(written, 'provider');
  const xml = textMember(place, 'SAMLMetadataDocument');
  const at = place.path === '' ? '' : `${place.path}.`;
  if (written !== undefined && !arn) {
    throw new SamlscopeError(
      'unreadable-data',
      `${from}: ${at}Arn is ${JSON.stringify(written.slice(0, 100))}, no ARN of a SAML provider.`,
    );
  }
  if (arn === undefined && xml === undefined) {
    throw new SamlscopeError(
      'unreadable-data',
      `${from}: there is no SAML provider in it: neither SAMLMetadataDocument, SAMLProviderList nor Arn.`,
      ['It is what aws iam get-saml-provider or aws iam list-saml-providers prints, or the metadata itself.'],
    );
  }
  const mode = textMember(place, 'AssertionEncryptionMode');
  const keys = member(place, 'PrivateKeyList');
  return {
    from,
    arn,
    uuid: textMember(place, 'SAMLProviderUUID'),
    metadata: xml === undefined ? undefined : readProviderMetadata(xml, `${from}, ${at}SAMLMetadataDocument`),
    encryptionMode: mode === 'Required' || mode === 'Allowed' ? mode : undefined,
    privateKeys: keys && items(keys).length,
  };
}

function readProviderMetadata(text: string, from: string): ProviderMetadata {
  if (text.length > limits.inputBytes) throw new SamlscopeError('limit', `${from}: it is too large.`);
  const document = parseXml({ name: from, text: text.replace(/^\uFEFF/, ''), steps: [] });
  if (!document.root || document.problem) {
    const at = document.problem && positionOf(document, document.problem.start);
    throw new SamlscopeError(
      'unreadable-metadata',
      `${from}: ${at ? `line ${at.line}, column ${at.column}: ` : ''}${document.problem?.message ?? 'there is no XML in it.'}`,
    );
  }
  const entities = readEntities(document.root).filter(({ roles }) =>
    roles.some(({ kind }) => kind === 'idp'),
  );
  if (entities.length === 0) {
    throw new SamlscopeError('unreadable-metadata', `${from}: it has no IDPSSODescriptor.`);
  }
  return {
    entities,
    issuers: entities.flatMap(({ entityID }) => (entityID ? [entityID.raw] : [])),
    keys: entities.flatMap(({ roles }) =>
      roles.flatMap((role) =>
        role.kind === 'idp'
          ? role.keys.filter(({ use }) => use !== 'encryption').flatMap(({ keys }) => keys)
          : [],
      ),
    ),
  };
}
