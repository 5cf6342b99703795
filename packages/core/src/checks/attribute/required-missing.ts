import {
  type AttributeConsumingService,
  readAttributeServices,
  type WantedAttribute,
} from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import type { Facts } from '../facts.ts';
import { isTrue } from '../metadata-places.ts';
import { spRolesOf } from '../metadata-roles.ts';
import { atIdentityProvider, isAws } from '../remedies.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/required-missing',
  title: 'An attribute that the service provider requires is not there',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4.2',
      says: 'isRequired says that the service must have the attribute in order to function; without it the user may be refused.',
    },
  ],
  why: `The service says in its metadata that it does not work without the attribute. Users see an error after a login
that succeeded, or an account without a name.`,
  fix: `Have the identity provider send the attribute under the Name that the metadata writes.`,

  skip: ({ encryptedAttributes }, facts) =>
    requiredBy(facts).length === 0
      ? 'no metadata of the service provider requires attributes'
      : isAws(facts)
        ? 'checks of AWS say what is missing there'
        : encryptedAttributes.length > 0
          ? 'some attributes are encrypted'
          : undefined,

  run({ element, attributes }, facts) {
    const sent = new Set(attributes.map(({ name }) => name?.value ?? ''));
    const missing = requiredBy(facts).filter(({ name }) => name && !sent.has(name.value));
    const [first] = missing;
    if (!first) return { verdict: 'pass' };
    const near = [...sent].find(
      (name) => name.toLowerCase() === first.name?.value.toLowerCase() || name === first.friendlyName?.value,
    );
    return {
      verdict: 'fail',
      at: [element],
      data: { missing: allOf(missing.map(described)), count: missing.length },
      expected: missing.map(described).join('\n'),
      actual: sent.size === 0 ? 'no attributes' : [...sent].slice(0, 12).map(shown).join('\n'),
      ...(near !== undefined && {
        nearMiss: `The assertion has ${shown(near)}, which is not the Name that the metadata writes.`,
      }),
      remedies: [atIdentityProvider(facts, 'attributes', `send ${allOf(missing.map(described))}`)],
    };
  },

  message: ({ missing, count }) =>
    `The service provider requires ${missing}, and the assertion has ${count === 1 ? 'it' : 'them'} not.`,
});

/** By the AttributeConsumingService that the request names, or the default one. */
function requiredBy({ spMetadata, request }: Facts): readonly WantedAttribute[] {
  const index = request?.attributeConsumingServiceIndex?.value;
  return spRolesOf(spMetadata).flatMap(({ element }) => {
    const services = readAttributeServices(element);
    const service = services.find((one) => index !== undefined && Number(one.index?.value) === Number(index));
    return (service ?? defaultOf(services))?.requested.filter(({ isRequired }) => isTrue(isRequired)) ?? [];
  });
}

/** SAML Metadata §2.2.3: the one that says so, else the first that does not deny it, else the first. */
function defaultOf(services: readonly AttributeConsumingService[]): AttributeConsumingService | undefined {
  return (
    services.find(({ isDefault }) => isTrue(isDefault)) ??
    services.find(({ isDefault }) => !isDefault) ??
    services[0]
  );
}

function described({ name, friendlyName }: WantedAttribute): string {
  return friendlyName
    ? `${shown(name?.value ?? '')} (${shown(friendlyName.value)})`
    : shown(name?.value ?? '');
}
