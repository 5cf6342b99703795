import type { Assertion, Attribute } from '../saml/model.ts';
import { intendedAwsAttribute, PRINCIPAL_TAG_PREFIX } from '../vendors/aws.ts';
import { shown } from './wording.ts';

/** The attributes with exactly this name. AWS compares it literally. */
export function attributesNamed(assertion: Assertion, name: string): Attribute[] {
  return assertion.attributes.filter((attribute) => attribute.name?.raw === name);
}

/** The attributes that become tags of the session, with the key of each. */
export function principalTags(
  assertion: Assertion,
): readonly { readonly key: string; readonly attribute: Attribute }[] {
  return assertion.attributes.flatMap((attribute) =>
    attribute.name?.raw.startsWith(PRINCIPAL_TAG_PREFIX)
      ? [{ key: attribute.name.raw.slice(PRINCIPAL_TAG_PREFIX.length), attribute }]
      : [],
  );
}

/** An attribute that was plainly meant to have this name, and what is wrong with the one it has. */
export interface MeantAttribute {
  readonly attribute: Attribute;
  readonly says: string;
}

/** Looks for an attribute whose name misses an AWS name by its spelling. */
export function attributeMeant(assertion: Assertion, name: string): MeantAttribute | undefined {
  const attribute = assertion.attributes.find(
    (one) => one.name !== undefined && one.name.raw !== name && intendedAwsAttribute(one.name.raw) === name,
  );
  if (!attribute?.name) return undefined;
  return {
    attribute,
    says: `There is an attribute named ${shown(attribute.name.raw)}: ${misspelling(attribute.name.raw, name)}.`,
  };
}

/** How a name misses the one AWS reads, as a clause. */
export function misspelling(written: string, name: string): string {
  const tidy = written.trim();
  if (tidy === name) return 'white space around the name makes it another one';
  if (tidy === `${name}/`) return 'the slash at its end makes it another name';
  if (tidy.toLowerCase() === name.toLowerCase()) return 'AWS tells upper case from lower case in it';
  if (tidy === name.replace(/^https:/, 'http:')) return 'the name AWS reads begins with `https:`';
  if (/amazonaws\.cn/i.test(tidy)) {
    return "AWS's documentation for China prints names under amazonaws.cn, but the names are the same in every partition";
  }
  if (tidy.indexOf('https://', 1) > 0) return 'the namespace stands in it twice';
  if (/[^:]\/\//.test(tidy))
    return 'a slash is doubled, as where a namespace that ends in one is joined to the name';
  if (!tidy.includes('/'))
    return 'the namespace `https://aws.amazon.com/SAML/Attributes` is missing before it';
  return `the name AWS reads is ${name}`;
}
