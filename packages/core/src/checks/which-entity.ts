import type { EntityDescriptor, Message } from '../metadata/model.ts';
import { assertionsOf } from './run.ts';

/**
 * The service providers of several that a message is for, or from: those that its Audience or the Issuer of a request
 * names; else those at whose endpoint it is to arrive; else all of them.
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
  return there.length > 0 ? there : entities;
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
  const destination = 'destination' in message ? message.destination?.value : undefined;
  return destination === undefined ? recipients : [...recipients, destination];
}
