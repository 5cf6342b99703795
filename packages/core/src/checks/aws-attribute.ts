import type { Field } from '../saml/field.ts';
import type { Assertion, Attribute } from '../saml/model.ts';
import { intendedAwsAttribute, PRINCIPAL_TAG_PREFIX } from '../vendors/aws.ts';
import { kept } from '../xml/kept.ts';
import { shown } from './wording.ts';

/** The attributes with exactly this name. AWS compares it literally. */
export function attributesNamed(assertion: Assertion, name: string): readonly Attribute[] {
  return readOf(assertion).byName.get(name) ?? NONE;
}

const NONE: readonly never[] = [];

/** An attribute that becomes a tag of the session, and its key. */
export interface PrincipalTag {
  readonly key: string;
  readonly attribute: Attribute;
}

/** The attributes that become tags of the session, with the key of each. */
export function principalTags(assertion: Assertion): readonly PrincipalTag[] {
  return readOf(assertion).tags;
}

/** The attributes whose name misses one that AWS reads by its spelling, each with the name that was meant. */
export function misnamedAttributes(assertion: Assertion): readonly Misnamed[] {
  return readOf(assertion).misnamed;
}

export interface Misnamed {
  readonly attribute: Attribute;
  readonly name: Field;
  readonly meant: string;
}

/** The attributes of an assertion as AWS looks at them. Sorted out once for the many checks that ask. */
interface AwsReading {
  readonly byName: ReadonlyMap<string, readonly Attribute[]>;
  readonly tags: readonly PrincipalTag[];
  readonly misnamed: readonly Misnamed[];
}

const readOf = kept(
  ({ attributes }: Assertion) => read(attributes),
  ({ element }) => element.document,
);

function read(attributes: readonly Attribute[]): AwsReading {
  const byName = new Map<string, Attribute[]>();
  const tags: PrincipalTag[] = [];
  const misnamed: Misnamed[] = [];
  for (const attribute of attributes) {
    const { name } = attribute;
    if (!name) continue;
    const alike = byName.get(name.raw);
    if (alike) alike.push(attribute);
    else byName.set(name.raw, [attribute]);
    if (name.raw.startsWith(PRINCIPAL_TAG_PREFIX))
      tags.push({ key: name.raw.slice(PRINCIPAL_TAG_PREFIX.length), attribute });
    const meant = intendedAwsAttribute(name.raw);
    if (meant !== undefined) misnamed.push({ attribute, name, meant });
  }
  return { byName, tags, misnamed };
}

/** An attribute that was plainly meant to have this name, and what is wrong with the one it has. */
export interface MeantAttribute {
  readonly attribute: Attribute;
  readonly says: string;
}

/** Looks for an attribute whose name misses an AWS name by its spelling. */
export function attributeMeant(assertion: Assertion, name: string): MeantAttribute | undefined {
  const found = misnamedAttributes(assertion).find(({ meant }) => meant === name);
  if (!found) return undefined;
  const written = found.name.raw;
  return {
    attribute: found.attribute,
    says: `There is an attribute named ${shown(written)}: ${misspelling(written, name)}.`,
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
