import { type AwsPartition, partitions, readAcsUrl } from '../vendors/aws.ts';
import { serviceProviders } from '../vendors/recognise.ts';
import { isGuid, readServicePrincipalName } from './application-id.ts';
import type { Facts } from './facts.ts';
import { familyOf } from './remedies.ts';
import { allOf, codePoint } from './wording.ts';

/** What is compared, by the field's own name. */
export interface NearMissContext {
  readonly field: 'Audience' | 'Recipient' | 'Destination' | 'Issuer';
  readonly facts: Facts;
}

/** Identifiers longer than this are not explained. No real one comes near. */
const LONGEST = 2048;

/**
 * How close an identifier is to one that was expected, in one sentence: what differs and what to make of it.
 * `undefined` where nothing telling connects the two.
 *
 * Identifiers are compared literally, so `actual` is the text as written, white space included.
 *
 * @see SAML Core §1.3.2 (URI references), §2.5.1.4 (Audience)
 */
export function explainNearMiss(
  actual: string,
  expected: readonly string[],
  context: NearMissContext,
): string | undefined {
  if (actual.length > LONGEST) return undefined;
  if (expected.includes(actual)) return undefined;
  if (actual.trim() === '') return `The ${context.field} is empty.`;
  const candidates = expected.filter((value) => value.length <= LONGEST);
  const pairwise = [spelling, otherAws];
  for (const explain of pairwise) {
    for (const value of candidates) {
      const sentence = explain(actual, value);
      if (sentence) return sentence;
    }
  }
  const alone =
    swapped(actual, candidates, context) ??
    servicePrincipalName(actual) ??
    otherServiceProvider(actual, context) ??
    sameProduct(actual, candidates, context);
  if (alone) return alone;
  for (const explain of [sameUrlOtherwise, typingSlip]) {
    for (const value of candidates) {
      const sentence = explain(actual, value);
      if (sentence) return sentence;
    }
  }
  return undefined;
}

// Differences of spelling ---------------------------------------------------------------------------------------

/** One way in which two texts for the same thing differ: what removes the difference, and how to tell it. */
interface Folding {
  fold(text: string): string;
  tell(actual: string, expected: string): string;
  /** What to make of it, where there is more to say than that comparison is literal. */
  readonly remark?: string;
}

/**
 * Finds the smallest set of foldings under which the two are equal: with all of them first, and then without each
 * that is not needed.
 */
function spelling(actual: string, expected: string): string | undefined {
  let needed: readonly Folding[] = FOLDINGS;
  const equalUnder = (foldings: readonly Folding[]) => {
    const fold = (text: string) => foldings.reduce((folded, folding) => folding.fold(folded), text);
    return fold(actual) === fold(expected);
  };
  if (!equalUnder(needed)) return undefined;
  for (const folding of FOLDINGS) {
    const fewer = needed.filter((one) => one !== folding);
    if (equalUnder(fewer)) needed = fewer;
  }
  if (needed.length === 0) return undefined;
  const remark =
    needed.find((folding) => folding.remark)?.remark ??
    'the comparison is literal, so that is enough to be refused';
  const differences = allOf(needed.map((folding) => folding.tell(actual, expected)));
  return `It differs from ${expected.trim()} only in ${differences}; ${remark}.`;
}

const invisible = () => /\p{Cf}/gu;
/** The byte order mark is invisible rather than white. */
const WHITE = /(?!\ufeff)\s/gu;
const isWhite = (text: string) => text.search(WHITE) >= 0;

const FOLDINGS: readonly Folding[] = [
  {
    fold: (text) =>
      text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    tell(actual, expected) {
      const inMessage = /%[2-7][0-9a-f]/i.exec(actual)?.[0];
      const encoded = inMessage ?? /%[2-7][0-9a-f]/i.exec(expected)?.[0] ?? '';
      const plain = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
      return `percent-encoding (\`${encoded}\` for \`${plain}\` in ${inMessage ? 'the message' : 'the expected value'})`;
    },
    remark: 'percent-encoding belongs to the address bar, so enter the value decoded',
  },
  {
    fold: (text) => text.replace(invisible(), ''),
    tell(actual, expected) {
      const inMessage = actual.match(invisible());
      const side = inMessage ? 'the message' : 'the expected value';
      const character = (inMessage ?? expected.match(invisible()))?.[0] ?? '';
      const name = UNSEEN_NAMES[codePoint(character)];
      return `an invisible character in ${side} (${codePoint(character)}${name ? `, ${name}` : ''})`;
    },
    remark:
      'such characters come along when a value is copied from a web page or a document, so type it anew',
  },
  {
    fold: (text) => text.replace(WHITE, ''),
    tell(actual, expected) {
      const side = isWhite(actual) ? 'the message' : 'the expected value';
      const text = isWhite(actual) ? actual : expected;
      const places = [
        ...(isWhite(text.charAt(0)) ? ['before it'] : []),
        ...(isWhite(text.trim()) ? ['inside it'] : []),
        ...(isWhite(text.charAt(text.length - 1)) ? ['after it'] : []),
      ];
      const characters = [...new Set(text.match(WHITE))].map(
        (one) => UNSEEN_NAMES[codePoint(one)] ?? codePoint(one),
      );
      return `white space ${allOf(places)} in ${side} (${allOf(characters)})`;
    },
  },
  {
    fold: (text) => [...text.normalize('NFKC')].map((one) => LOOK_ALIKES[one] ?? one).join(''),
    tell(actual, expected) {
      const strange = [...actual].find(looksAlike) ?? [...expected].find(looksAlike) ?? '';
      const latin = LOOK_ALIKES[strange] ?? strange.normalize('NFKC');
      return `a look-alike character (“${strange}”, ${codePoint(strange)}, where “${latin}” is meant)`;
    },
    remark: 'look-alikes come from another alphabet or from a word processor, so type the value anew',
  },
  {
    fold: (text) => text.replace(/^spn:/i, ''),
    tell: onlyOne(/^spn:/i, (found) => `the prefix \`${found}\``),
    remark: 'Microsoft Entra ID puts `spn:` before an identifier that it does not take for a URI',
  },
  {
    fold: (text) => text.replace(/#\d{1,9}$/, ''),
    tell: onlyOne(/#\d{1,9}$/, (found) => `the suffix \`${found}\``),
    remark:
      'Microsoft Entra ID lets several applications share an identifier by such a suffix and should have removed it from the token',
  },
  {
    fold: (text) =>
      text.replace(/^(https:\/\/[^/:?#]*):443(?=[/?#]|$)|^(http:\/\/[^/:?#]*):80(?=[/?#]|$)/i, '$1$2'),
    tell: onlyOne(/:(?:443|80)(?=[/?#]|$)/, (found) => `the default port (\`${found}\`)`),
  },
  {
    fold: (text) =>
      /^https?:\/\//i.test(text) ? text.replace(/^https?:/i, '') : HOST_FIRST.test(text) ? `//${text}` : text,
    tell(actual, expected) {
      const written = /^https?(?=:)/i.exec(actual)?.[0];
      const wanted = /^https?(?=:)/i.exec(expected)?.[0];
      if (written && wanted) return `the scheme (\`${written}\` for \`${wanted}\`)`;
      return `the scheme (\`${written ?? wanted}://\`), which only ${written ? 'the message' : 'the expected value'} has`;
    },
  },
  {
    fold: (text) =>
      text.replace(/(?<!:)\/{2,}/g, (slashes, offset: number) => (offset === 0 ? slashes : '/')),
    tell: (actual) =>
      /[^:]\/{2}/.test(actual) ? 'a doubled slash in the message' : 'a doubled slash in the expected value',
    remark:
      'a doubled slash usually comes of joining a base that ends in one with a path that begins with one',
  },
  {
    fold: (text) => text.toLowerCase(),
    tell(actual, expected) {
      const [written, wanted] = firstWordApart(actual, expected);
      return `upper and lower case${written && wanted ? ` (\`${written}\` for \`${wanted}\`)` : ''}`;
    },
  },
  {
    fold: withoutTrailingSlash,
    tell: (actual) =>
      `the slash at the end, which only ${actual.trim().endsWith('/') ? 'the message' : 'the expected value'} has`,
  },
  {
    fold: (text) => text.replace(/^((?:https?:)?\/\/)www\./i, '$1'),
    tell: onlyOne(/^(?:https?:\/\/)?(www\.)/i, () => '`www.`'),
  },
];

/** A host name at the very beginning: a URL whose scheme was forgotten. */
const HOST_FIRST = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?(?:[/?#]|$)/i;

const UNSEEN_NAMES: Readonly<Record<string, string>> = {
  'U+0009': 'tab',
  'U+000A': 'line feed',
  'U+000D': 'carriage return',
  'U+0020': 'space',
  'U+00A0': 'no-break space',
  'U+00AD': 'soft hyphen',
  'U+200B': 'zero-width space',
  'U+200C': 'zero-width non-joiner',
  'U+200D': 'zero-width joiner',
  'U+200E': 'left-to-right mark',
  'U+200F': 'right-to-left mark',
  'U+202F': 'narrow no-break space',
  'U+2060': 'word joiner',
  'U+FEFF': 'byte order mark',
};

/** Letters of other alphabets and dashes that are drawn like ASCII; full-width forms are left to normalisation. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(zip('аеорсухіјѕһԁɡӏВЕКМНОРСТХАІЅ', 'aeopcyxijshdglBEKMHOPCTXAIS')),
  ...Object.fromEntries(zip('οανρικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'oavpikABEZHIKMNOPTYX')),
  ...Object.fromEntries(zip('‐‑‒–—−∕⁄：ı', '------//:i')),
};

function zip(strange: string, ascii: string): [string, string][] {
  return [...strange].map((character, i) => [character, ascii.charAt(i)]);
}

function looksAlike(character: string): boolean {
  return character in LOOK_ALIKES || character.normalize('NFKC') !== character;
}

/** Tells something that one of the two has and the other does not. */
function onlyOne(pattern: RegExp, name: (found: string) => string): Folding['tell'] {
  return (actual, expected) => {
    const inMessage = pattern.exec(actual.trim())?.[0];
    const found = inMessage ?? pattern.exec(expected.trim())?.[0] ?? '';
    return `${name(found)}, which only ${inMessage === undefined ? 'the expected value' : 'the message'} has`;
  };
}

function withoutTrailingSlash(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === '/') end--;
  return text.slice(0, end);
}

/** The first stretch of letters that differs only in case. */
function firstWordApart(actual: string, expected: string): [string | undefined, string | undefined] {
  const written = actual.split(/[^A-Za-z0-9]+/);
  const wanted = expected.split(/[^A-Za-z0-9]+/);
  const byFold = new Map(wanted.map((word) => [word.toLowerCase(), word]));
  const apart = written.find((word) => {
    const other = byFold.get(word.toLowerCase());
    return other !== undefined && other !== word;
  });
  return apart === undefined ? [undefined, undefined] : [apart, byFold.get(apart.toLowerCase())];
}

// Another of the same kind ---------------------------------------------------------------------------------------

/** The partition of AWS that an identifier belongs to: an entityID or an ACS URL of IAM. */
function awsPartition(identifier: string): AwsPartition | undefined {
  return (
    readAcsUrl(identifier)?.partition ?? partitions.find(({ entityIds }) => entityIds.includes(identifier))
  );
}

/** `AWS China (aws-cn)`; the one that has no name of its own is called commercial. */
function partitionName({ id, name }: AwsPartition): string {
  return `${id === 'aws' ? 'commercial AWS' : name} (${id})`;
}

/** Two identifiers of AWS IAM that stand for different parts of it. */
function otherAws(actual: string, expected: string): string | undefined {
  const wanted = awsPartition(expected);
  if (!wanted) return undefined;
  const given = awsPartition(actual);
  if (!given) {
    return actual.startsWith('urn:amazon:webservices:')
      ? 'It begins like the entityID of AWS IAM but is none that AWS publishes.'
      : undefined;
  }
  if (given !== wanted) {
    return `Both name AWS IAM, but in two partitions: the message is for ${partitionName(given)}, and ${partitionName(wanted)} is expected.`;
  }
  const [from, to] = [readAcsUrl(actual), readAcsUrl(expected)];
  if (!from || !to) return undefined;
  if (from.region !== to.region) {
    return `Both are AWS sign-in endpoints, but of two regions: the message is for ${from.region ?? 'one not named'}, and ${to.region ?? 'one not named'} is expected.`;
  }
  if (from.providerId && to.providerId) {
    return `Both are sign-in endpoints of a single SAML provider in AWS, but of two (${from.providerId} for ${to.providerId}); deleting and creating a provider anew changes this ID.`;
  }
  return `One is the sign-in endpoint of a single SAML provider in AWS (${from.providerId ?? to.providerId}), the other the one that all providers share.`;
}

/** An identifier of a service provider that is known, but is not the one expected. */
function otherServiceProvider(actual: string, { field, facts }: NearMissContext): string | undefined {
  if (field === 'Issuer') return undefined;
  const owner = serviceProviders.find((vendor) => vendor.ownsEntityId(actual) || vendor.ownsAcsUrl(actual));
  const known = facts.serviceProvider?.vendor;
  return owner && (!known || familyOf(owner) !== familyOf(known))
    ? `It names ${owner.name}, which is another service provider.`
    : undefined;
}

/** A value that belongs in another field. */
function swapped(
  actual: string,
  expected: readonly string[],
  { field, facts }: NearMissContext,
): string | undefined {
  const among = (values: readonly { readonly value: string }[] | undefined) =>
    values?.some(({ value }) => spelledAlike(value, actual)) ?? false;
  const vendor = facts.serviceProvider?.vendor;
  const isAcsUrl = among(facts.acsUrls) || (vendor?.ownsAcsUrl(actual) ?? false);
  const isEntityId = among(facts.audiences) || (vendor?.ownsEntityId(actual) ?? false);
  switch (field) {
    case 'Audience':
      if (isAcsUrl) {
        return "This is the URL the service provider receives responses at (its ACS URL), which belongs in Recipient; an Audience holds the service provider's entityID.";
      }
      if (isOwnEntityId(actual, facts) && expected.every((value) => isKnownAcsUrl(value, facts))) {
        return "This is the service provider's entityID, which is what belongs in Audience; the value expected is the URL it receives responses at (its ACS URL).";
      }
      return among(facts.issuers)
        ? "This is the identity provider's own entityID, which belongs in Issuer; an Audience holds the service provider's."
        : undefined;
    case 'Recipient':
    case 'Destination':
      if (isEntityId && !isAcsUrl) {
        return `This is the service provider's entityID, which belongs in Audience; ${field} holds the URL it receives responses at (its ACS URL).`;
      }
      return signOnUrls(facts).some((url) => spelledAlike(url, actual))
        ? `This is the identity provider's own sign-on URL; ${field} holds the URL of the service provider.`
        : undefined;
    case 'Issuer':
      if (isEntityId) {
        return "This is the service provider's entityID; the Issuer is whoever made the message, so the identity provider.";
      }
      return signOnUrls(facts).some((url) => spelledAlike(url, actual))
        ? "This is the identity provider's sign-on URL, not its entityID; the two are often confused where both are URLs."
        : undefined;
  }
}

function isOwnEntityId(value: string, { spMetadata }: Facts): boolean {
  return spMetadata?.entityID?.raw === value;
}

function isKnownAcsUrl(value: string, { acsUrls = [] }: Facts): boolean {
  return acsUrls.some((known) => known.value === value);
}

function signOnUrls({ idpMetadata }: Facts): string[] {
  return (idpMetadata?.roles ?? []).flatMap((role) =>
    role.kind === 'idp'
      ? role.singleSignOnServices.flatMap(({ location }) => (location ? [location.value] : []))
      : [],
  );
}

function spelledAlike(one: string, other: string): boolean {
  return one === other || (one.length <= LONGEST && spelling(other, one) !== undefined);
}

function servicePrincipalName(actual: string): string | undefined {
  const name = readServicePrincipalName(actual);
  if (name === undefined) {
    return isGuid(actual.trim())
      ? 'A bare GUID is how Microsoft Entra ID names an application by its application (client) ID.'
      : undefined;
  }
  return isGuid(name)
    ? 'Microsoft Entra ID writes `spn:` and an application ID as Audience where the login asked for the application by that ID, or where the application has no Identifier (Entity ID) that is a URI.'
    : 'Microsoft Entra ID writes `spn:` before the identifier that the login asked for where it does not take it for a URI.';
}

/** Two tenants of one product. */
function sameProduct(
  actual: string,
  expected: readonly string[],
  { field, facts }: NearMissContext,
): string | undefined {
  const vendor = facts.identityProvider?.vendor;
  if (field !== 'Issuer' || !vendor?.issuer.test(actual)) return undefined;
  const appended = expected.find((value) => actual.startsWith(value) && isGuid(actual.slice(value.length)));
  if (appended) {
    return `It is ${appended} with an application ID appended, which ${vendor.name} does where the application is set up so.`;
  }
  return expected.some((value) => vendor.issuer.test(value))
    ? `Both are issuers of ${vendor.name}, but of two tenants or applications.`
    : undefined;
}

// URLs and typing slips ------------------------------------------------------------------------------------------

interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

function readUrl(text: string): Url | undefined {
  const part = /^([a-z][a-z0-9+.-]{0,20}):\/\/([^/?#:]*)(?::(\d{1,5}))?(\/[^?#]*)?(\?[^#]*)?/i.exec(text);
  if (!part) return undefined;
  const scheme = (part[1] ?? '').toLowerCase();
  return {
    scheme,
    host: (part[2] ?? '').toLowerCase(),
    port: part[3] ?? (scheme === 'https' ? '443' : scheme === 'http' ? '80' : ''),
    path: part[4] ?? '/',
    query: part[5] ?? '',
  };
}

function sameUrlOtherwise(actual: string, expected: string): string | undefined {
  const written = readUrl(actual);
  const wanted = readUrl(expected);
  if (!written || !wanted) return undefined;
  const sameHost = written.host === wanted.host;
  const samePath = withoutTrailingSlash(written.path) === withoutTrailingSlash(wanted.path);
  if (sameHost && samePath && written.query !== wanted.query) {
    const side =
      written.query && wanted.query ? 'both' : written.query ? 'only the message' : 'only the expected value';
    return `It differs from ${expected} only in the query string, which ${side} ${side === 'both' ? 'have and which is not the same' : 'has'}.`;
  }
  if (sameHost && samePath && written.port !== wanted.port) {
    return `It differs from ${expected} in the port (${written.port} for ${wanted.port}); a proxy in between often hides the port that the service provider sees.`;
  }
  if (sameHost && written.port === wanted.port) {
    const base = withoutTrailingSlash(wanted.path);
    const rest = withoutTrailingSlash(written.path);
    if (rest.startsWith(`${base}/`)) {
      return `It is ${expected} with \`${rest.slice(base.length)}\` added to the path.`;
    }
    if (base.startsWith(`${rest}/`)) {
      return `It is ${expected} without \`${base.slice(rest.length)}\` at the end of the path.`;
    }
    return `It has the host of ${expected} but another path (\`${written.path}\` for \`${wanted.path}\`).`;
  }
  if (!sameHost && samePath && isSubdomain(written.host, wanted.host)) {
    return `It has the path of ${expected} but another host of the same domain (\`${written.host}\` for \`${wanted.host}\`), as a test system and the real one do.`;
  }
  if (!sameHost && samePath && withoutTrailingSlash(wanted.path) !== '') {
    return `It has the path of ${expected} but another host (\`${written.host}\` for \`${wanted.host}\`).`;
  }
  return undefined;
}

/** Whether two hosts share a domain: one holds the other, or they differ only in the first label. */
function isSubdomain(one: string, other: string): boolean {
  if (one.endsWith(`.${other}`) || other.endsWith(`.${one}`)) return true;
  const parent = (host: string) => host.slice(host.indexOf('.') + 1);
  return parent(one) === parent(other) && parent(one).includes('.');
}

/** At least this much must be equal for a difference to pass as a slip. */
const TELLING = 8;

/** One or two characters wrong, missing, added or exchanged in one place. */
function typingSlip(actual: string, expected: string): string | undefined {
  let start = 0;
  while (start < actual.length && actual.charAt(start) === expected.charAt(start)) start++;
  let tail = 0;
  while (
    tail < Math.min(actual.length, expected.length) - start &&
    actual.charAt(actual.length - 1 - tail) === expected.charAt(expected.length - 1 - tail)
  ) {
    tail++;
  }
  const written = actual.slice(start, actual.length - tail);
  const wanted = expected.slice(start, expected.length - tail);
  if (start + tail < TELLING || Math.max(written.length, wanted.length) > 2) return undefined;
  const where = `character ${start + 1}`;
  if (written === '') return `It is ${expected} without \`${wanted}\` at ${where}.`;
  if (wanted === '') return `It is ${expected} with \`${written}\` added at ${where}.`;
  return `It is ${expected} but for ${where}: \`${written}\` for \`${wanted}\`.`;
}
