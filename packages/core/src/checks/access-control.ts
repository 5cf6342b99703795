import type { Assertion, Attribute } from '../saml/model.ts';

const PREFIX = 'https://aws.amazon.com/SAML/Attributes/AccessControl:';

/** The attributes for access control of IAM Identity Center, with the key of each. */
export function accessControlAttributes(
  assertion: Assertion,
): readonly { readonly key: string; readonly attribute: Attribute }[] {
  return assertion.attributes.flatMap((attribute) =>
    attribute.name?.value.startsWith(PREFIX)
      ? [{ key: attribute.name.value.slice(PREFIX.length), attribute }]
      : [],
  );
}
