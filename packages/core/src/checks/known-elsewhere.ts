import type { Known } from '../dsig/explain/explain.ts';
import type { EntityDescriptor } from '../metadata/model.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { ReadFacts } from './given.ts';

/**
 * Everything the caller told that may explain why a signature does not match: the values that a message for these two
 * sides holds, and the keys of everybody in the metadata, whatever their use.
 *
 * @param keys what was tried on the signatures
 */
export function knownElsewhere(facts: ReadFacts, keys: readonly KeyCandidate[]): Known {
  const { given, idpEntities, spEntities, serviceProvider } = facts;
  const entities = [...idpEntities, ...spEntities];
  return {
    values: [
      ...list(given.audience),
      ...list(given.acsUrl),
      ...list(given.requestId),
      ...entities.flatMap(valuesOf),
      ...(serviceProvider?.acsUrls ?? []),
    ],
    keys,
    otherKeys: entities.flatMap(keysOf),
  };
}

function valuesOf({ entityID, roles }: EntityDescriptor): string[] {
  const services = roles.flatMap((role) => [
    ...(role.kind === 'idp' ? role.singleSignOnServices : role.assertionConsumerServices),
    ...role.singleLogoutServices,
  ]);
  return [
    ...(entityID ? [entityID.value] : []),
    ...services.flatMap(({ location }) => (location ? [location.value] : [])),
    ...roles.flatMap(({ nameIdFormats }) => nameIdFormats.map(({ value }) => value)),
  ];
}

/** Told apart by the entity, since the metadata of a federation lists many. */
function keysOf({ entityID, roles }: EntityDescriptor): KeyCandidate[] {
  const of = entityID ? ` of ${entityID.value}` : '';
  return roles.flatMap((role) =>
    role.keys.flatMap(({ keys }) => keys.map((key) => ({ ...key, from: `${key.from}${of}` }))),
  );
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
