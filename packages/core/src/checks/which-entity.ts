import type { EntityDescriptor, Message } from '../metadata/model.ts';
import { assertionsOf } from './run.ts';

/** Of a whole federation in which the one that is meant is not to be found, so many are held against the message. */
const MOST_UNNAMED = 8;

/** The entities of several that are called by a name, as an Issuer is; else those called most like it. */
export function entitiesCalled(
  entities: readonly EntityDescriptor[],
  name: string | undefined,
): readonly EntityDescriptor[] {
  if (entities.length < 2) return entities;
  const named = entities.filter(({ entityID }) => entityID?.value === name);
  return named.length > 0 ? named : mostAlike(entities, name === undefined ? [] : [name]);
}

/**
 * The identity providers of several that a message is from, or for: the one its Issuer names; else those at whose endpoint
 * it is to arrive, which is all that a request says of it; else those called most like its Issuer.
 */
export function identityProvidersMeant(
  entities: readonly EntityDescriptor[],
  issuer: string | undefined,
  message: Message | undefined,
): readonly EntityDescriptor[] {
  const called = entitiesCalled(entities, issuer);
  if (called.length < 2 || !message || message.kind === 'response') return called;
  const places = new Set(placesIn(message));
  const there = entities.filter(({ roles }) =>
    roles.some(
      (role) =>
        role.kind === 'idp' &&
        [...role.singleSignOnServices, ...role.singleLogoutServices].some(
          ({ location }) => location && places.has(location.value),
        ),
    ),
  );
  return there.length > 0 ? there : called;
}

/**
 * The service providers of several that a message is for, or from: those that its Audience or the Issuer of a request
 * names; else those at whose endpoint it is to arrive; else those called most like it.
 */
export function serviceProvidersMeant(
  entities: readonly EntityDescriptor[],
  message: Message | undefined,
): readonly EntityDescriptor[] {
  if (entities.length < 2 || !message) return entities;
  const names = new Set(namesIn(message));
  const named = entities.filter(({ entityID }) => entityID && names.has(entityID.value));
  if (named.length > 0) return named;
  const places = new Set(placesIn(message));
  const there = entities.filter(({ roles }) =>
    roles.some(
      (role) =>
        role.kind === 'sp' &&
        role.assertionConsumerServices.some(({ location }) => location && places.has(location.value)),
    ),
  );
  return there.length > 0 ? there : mostAlike(entities, [...names]);
}

/** The entities whose entityID is most like one of the names, in the order they are given in; all of them where they are few. */
function mostAlike(
  entities: readonly EntityDescriptor[],
  names: readonly string[],
): readonly EntityDescriptor[] {
  if (entities.length <= MOST_UNNAMED) return entities;
  const likeness = new Map(
    entities.map((entity) => [
      entity,
      Math.max(0, ...names.map((name) => likenessOf(entity.entityID?.value ?? '', name))),
    ]),
  );
  const nearest = [...entities].sort((one, other) => (likeness.get(other) ?? 0) - (likeness.get(one) ?? 0));
  const kept = new Set(nearest.slice(0, MOST_UNNAMED));
  return entities.filter((entity) => kept.has(entity));
}

/** How much of two names is the same, from both ends: 0 to 1. */
function likenessOf(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return (start + end) / Math.max(one.length, other.length, 1);
}

function namesIn(message: Message): string[] {
  const audiences = assertionsOf(message).flatMap(({ conditions }) =>
    (conditions?.audienceRestrictions ?? []).flatMap(({ audiences: all }) => all.map(({ value }) => value)),
  );
  const issuer = 'issuer' in message ? message.issuer?.value : undefined;
  return issuer === undefined ? audiences : [...audiences, issuer];
}

function placesIn(message: Message): string[] {
  const recipients = assertionsOf(message).flatMap(({ subject }) =>
    (subject?.confirmations ?? []).flatMap(({ recipient }) => (recipient ? [recipient.value] : [])),
  );
  const sentTo = 'delivery' in message ? message.delivery?.sentTo : undefined;
  const destination = 'destination' in message ? message.destination?.value : undefined;
  return [...recipients, ...[destination, sentTo].flatMap((url) => (url === undefined ? [] : [url]))];
}
