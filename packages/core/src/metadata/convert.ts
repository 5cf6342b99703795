import { SamlscopeError } from '../base/errors.ts';
import { conversionBases } from './convert-basis.ts';
import { toNodeSaml, toPassportSaml, toSamlify } from './convert-node.ts';
import { toPython3Saml, toRubySaml, toSpring, toTerraformAws } from './convert-others.ts';
import {
  type Conversion,
  type ConversionTarget,
  conversionTargets,
  type Settings,
  settingsOf,
} from './convert-settings.ts';
import { entitiesOf, type MetadataInput } from './read-text.ts';

/** What to convert. */
export interface ConvertOptions {
  /** Which entity, where there are several. */
  readonly entityID?: string;
  /** Which role, where the entity has both; the identity provider's unless given. */
  readonly role?: 'idp' | 'sp';
}

const WRITERS: Readonly<Record<ConversionTarget, (settings: Settings) => Conversion['files']>> = {
  'node-saml': toNodeSaml,
  'passport-saml': toPassportSaml,
  samlify: toSamlify,
  'python3-saml': toPython3Saml,
  'ruby-saml': toRubySaml,
  spring: toSpring,
  'terraform-aws': toTerraformAws,
};

/**
 * Turns the metadata of one entity into the settings of a product, ready to paste. Metadata of an identity provider
 * gives a service provider's settings for it; metadata of a service provider gives that provider's own.
 *
 * @throws SamlscopeError `usage` for an unknown target, an entity or role that is not there; `unreadable-metadata`
 */
export function convertMetadata(
  metadata: MetadataInput,
  target: ConversionTarget,
  options: ConvertOptions = {},
): Conversion {
  if (!conversionTargets.includes(target)) {
    throw new SamlscopeError(
      'usage',
      `There is no conversion to "${target}"; known are ${conversionTargets.join(', ')}.`,
    );
  }
  const entities = entitiesOf(metadata, 'the metadata');
  const { entityID } = options;
  const found =
    entityID === undefined ? entities : entities.filter((one) => one.entityID?.value === entityID);
  const [entity] = found;
  if (!entity) throw new SamlscopeError('usage', `There is no entity ${entityID} in this metadata.`);
  if (found.length > 1) {
    throw new SamlscopeError(
      'usage',
      `There are ${found.length} entities${entityID === undefined ? '; name one' : ` called ${entityID}`}.`,
    );
  }
  const wanted =
    options.role ??
    (target === 'terraform-aws' ? 'idp' : preferredRole(entity.roles.map(({ kind }) => kind)));
  const settings = settingsOf(entity, wanted);
  const files = WRITERS[target](settings);
  return {
    target,
    basis: conversionBases[target],
    role: settings.role.kind,
    files,
    notCarried: settings.notCarried,
    toFillIn: settings.toFillIn,
  };
}

function preferredRole(kinds: readonly ('idp' | 'sp')[]): 'idp' | 'sp' | undefined {
  return kinds.includes('idp') ? 'idp' : kinds[0];
}
