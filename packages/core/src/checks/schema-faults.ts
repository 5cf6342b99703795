import { schemaViolations, type Violation } from '../saml/schema-violations.ts';
import type { XmlDocument } from '../xml/document.ts';
import type { Explained, Fail, Pass } from './check.ts';
import { places } from './places.ts';
import { counted } from './wording.ts';

/** What the schemas of SAML are broken by, of one kind, but for what another check tells in better words. */
export function violationsOf(document: XmlDocument, kind: Violation['kind']): Violation[] {
  return schemaViolations(document).filter((one) => one.kind === kind && !isToldElsewhere(one));
}

/** The start of a name in the path `Holder/name`, for each that a check of its own is about. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'Assertion/Issuer', // issuer/missing
  'Response/Status', // response/status-not-success
  'Status/StatusCode',
  'AudienceRestriction/Audience', // conditions/audience-missing
  'AudienceRestrictionCondition/Audience', // saml11/audience-missing
]);

/** The same of attributes, which of these elements SAML 1.1 alone has. */
const ATTRIBUTE_TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'Assertion/AssertionID', // saml11/id-missing
  'Assertion/Issuer', // saml11/issuer-missing
]);

function isToldElsewhere({ kind, holder, name, type, expected }: Violation): boolean {
  switch (kind) {
    case 'attribute-unknown': {
      // One that is required, in another case: structure/attribute-missing names both.
      const meant = expected.find((one) => one.toLowerCase() === name.toLowerCase());
      return schemaViolations(holder.document).some(
        (one) => one.kind === 'attribute-missing' && one.holder === holder && one.name === meant,
      );
    }
    case 'attribute-missing':
      return ATTRIBUTE_TOLD_ELSEWHERE.has(`${holder.localName}/${name}`);
    case 'element-missing':
      return TOLD_ELSEWHERE.has(`${holder.localName}/${name}`);
    case 'attribute-type':
    case 'text-type':
      return type === 'dateTime' || isIdType(type); // time/instant-malformed, id/not-ncname
    default:
      return false;
  }
}

/** Whether a violation is of an identifier. */
export function isIdType(type: Violation['type']): boolean {
  return type === 'ID' || type === 'NCName';
}

/** So many are told in the message; the others are counted. */
const TOLD = 3;

/** One failure that tells the first few violations in a sentence each and points at all of them. */
export function told(
  violations: readonly Violation[],
  sentence: (violation: Violation) => string,
  more: Pick<Fail<{ says: string }>, 'nearMiss' | 'expected' | 'actual'> & {
    readonly explains?: readonly Explained[];
  } = {},
): Pass | Fail<{ says: string }> {
  const [first, ...rest] = violations;
  if (!first) return { verdict: 'pass' };
  const says = violations.slice(0, TOLD).map(sentence).join('; ');
  const others = violations.length - TOLD;
  return {
    verdict: 'fail',
    at: places(
      first.at,
      rest.map(({ at }) => at),
    ),
    data: { says: others > 0 ? `${says}; and ${counted(others, 'more place')}` : says },
    ...more,
  };
}
