import type { Delivery, NameId, Response } from '../saml/model.ts';
import { nameIdFormats, shortName } from '../saml/names.ts';
import { PRINCIPAL_TAG_PREFIX } from '../vendors/aws.ts';
import { awsProductById } from '../vendors/aws-products.ts';
import { type AwsProductId, readAwsLanding } from '../vendors/aws-relay-state.ts';
import type { XmlNode } from '../xml/document.ts';
import type { PrincipalTag } from './aws-attribute.ts';
import type { Facts } from './facts.ts';
import { readInPart } from './read-in-part.ts';
import { notAws } from './remedies.ts';
import { shown } from './wording.ts';

/** Why a check about a product that is reached through IAM does not apply; `undefined` where the login leads there. */
export function notLeadingTo(
  product: AwsProductId,
  facts: Facts,
  delivery: Delivery | undefined,
): string | undefined {
  const given = awsProductById(facts.serviceProvider?.vendor.id ?? '')?.id;
  const leads = given ?? readAwsLanding(delivery?.relayState ?? '')?.product;
  return (
    notAws(facts) ??
    (leads === product
      ? undefined
      : `neither the service provider given nor RelayState is ${awsProductById(product)?.product}`)
  );
}

/** What a check on the attributes of a login that leads to a product skips for. */
export function noAttributesOf(
  product: AwsProductId,
  { assertions: [assertion], delivery }: Response,
  facts: Facts,
): string | undefined {
  return (
    notLeadingTo(product, facts, delivery) ??
    (!assertion
      ? 'there is no assertion that can be read'
      : assertion.encryptedAttributes.length > 0
        ? 'attributes are encrypted and were not read'
        : readInPart(assertion.element))
  );
}

/** What a check on the NameID of a login that leads to a product skips for. */
export function noNameIdOf(
  product: AwsProductId,
  { assertions, delivery }: Response,
  facts: Facts,
): string | undefined {
  return (
    notLeadingTo(product, facts, delivery) ??
    (assertions[0]?.subject?.nameId ? undefined : 'there is no NameID that can be read')
  );
}

/** The tag that products of AWS know a user's address by. */
export const EMAIL_TAG = `${PRINCIPAL_TAG_PREFIX}Email`;

/** The attribute that carries {@link EMAIL_TAG}, and whether it has a value. Keys of tags are compared whatever their case. */
export function readEmailTag(tags: readonly PrincipalTag[]): {
  tag: PrincipalTag | undefined;
  hasValue: boolean;
} {
  const tag = tags.find(({ key }) => key.toLowerCase() === 'email');
  return { tag, hasValue: tag?.attribute.values.some(({ value }) => value !== '') ?? false };
}

/** A NameID that is not persistent, as the products tell it that want one; `undefined` where it is. */
export function notPersistent(
  nameId: NameId | undefined,
): { at: readonly [XmlNode]; format: string; actual: string } | undefined {
  const format = nameId?.format?.value ?? nameIdFormats.unspecified;
  if (!nameId || format === nameIdFormats.persistent) return undefined;
  return {
    at: [nameId.format?.at ?? nameId.at],
    format: shown(shortName(format)),
    actual: nameId.format ? shown(nameId.format.raw) : 'no Format, which means unspecified',
  };
}
