import type { Message } from '../metadata/model.ts';
import type { Assertion, Response } from '../saml/model.ts';
import { nameIdFormats } from '../saml/names.ts';

/** What in a message speaks for one product. */
export interface Fingerprint {
  readonly vendorId: string;
  /** Each sign that was found, as a few words. */
  readonly signs: readonly string[];
}

/**
 * One way in which a product's messages differ from others, as observed in them. A sign of weight 2 is nearly the
 * product's own; one of weight 1 several products share.
 */
interface Sign {
  readonly says: string;
  readonly weight: 1 | 2;
  holds(seen: Seen): boolean;
}

/** What a sign may look at. */
interface Seen {
  readonly response: Response;
  readonly assertion: Assertion | undefined;
  readonly ids: readonly string[];
  /** Prefixes of the Response, the Assertion and the first Signature; `undefined` for none. */
  readonly prefixes: readonly [string | undefined, string | undefined, string | undefined];
  /** Seconds from the Assertion's IssueInstant to NotBefore, NotOnOrAfter and the confirmation's NotOnOrAfter. */
  readonly window: string;
  /** Subjects of the certificates that the message brings. */
  readonly subjects: readonly string[];
}

const id = (says: string, pattern: RegExp, weight: 1 | 2 = 1): Sign => ({
  says: `IDs such as ${says}`,
  weight,
  holds: ({ ids }) => ids.length > 0 && ids.every((one) => pattern.test(one)),
});
const prefixes = (
  protocol: string | undefined,
  assertion: string | undefined,
  signature?: string,
  weight: 1 | 2 = 1,
): Sign => ({
  says: `prefixes ${[protocol, assertion, signature].filter((one) => one !== undefined).join(', ')}`,
  weight,
  holds: ({ prefixes: [first, second, third] }) =>
    first === protocol && second === assertion && (signature === undefined || third === signature),
});
const window = (seconds: string): Sign => ({
  says: `times ${seconds} s after IssueInstant`,
  weight: 1,
  holds: (seen) => seen.window === seconds,
});
const certificate = (says: string, pattern: RegExp): Sign => ({
  says: `a certificate for ${says}`,
  weight: 2,
  holds: ({ subjects }) => subjects.some((subject) => pattern.test(subject)),
});
const issuerFormat: Sign = {
  says: 'Issuer with Format entity',
  weight: 1,
  holds: ({ response }) => response.issuer?.format?.value === nameIdFormats.entity,
};
const consent: Sign = {
  says: 'Consent unspecified',
  weight: 1,
  holds: ({ response }) => response.consent?.value === 'urn:oasis:names:tc:SAML:2.0:consent:unspecified',
};
const sessionIsAssertion: Sign = {
  says: 'SessionIndex equal to the ID of the Assertion',
  weight: 1,
  holds: ({ assertion }) => {
    const index = assertion?.authnStatements[0]?.sessionIndex?.value;
    return index !== undefined && index === assertion?.id?.value;
  },
};
const session: Sign = {
  says: 'SessionNotOnOrAfter',
  weight: 1,
  holds: ({ assertion }) => assertion?.authnStatements[0]?.sessionNotOnOrAfter !== undefined,
};

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const dialects: Readonly<Record<string, readonly Sign[]>> = {
  entra: [
    certificate('Microsoft Azure Federated SSO Certificate', /CN=Microsoft Azure Federated SSO Certificate/),
    id('_<uuid>', new RegExp(`^_${UUID}$`)),
    prefixes('samlp', undefined),
    sessionIsAssertion,
  ],
  adfs: [
    certificate('ADFS Signing', /CN=ADFS Signing/i),
    id('_<uuid>', new RegExp(`^_${UUID}$`)),
    consent,
    window('0/3600/300'),
    sessionIsAssertion,
  ],
  okta: [
    certificate('Okta', /O=Okta(?:,|$)/),
    id('id and 20 digits or more', /^id\d{20,30}$/, 2),
    prefixes('saml2p', 'saml2'),
    issuerFormat,
    window('-300/300/300'),
  ],
  google: [
    certificate('Google', /OU=Google For Work|O=Google Inc\./),
    id('_<32 hexadecimal digits>', /^_[0-9a-f]{32}$/),
    prefixes('saml2p', 'saml2', 'ds'),
    window('-300/300/300'),
  ],
  keycloak: [
    id('ID_<uuid>', new RegExp(`^ID_${UUID}$`), 2),
    prefixes('samlp', 'saml', 'dsig', 2),
    window('-2/58/298'),
  ],
  onelogin: [
    certificate('OneLogin', /OU=OneLogin IdP/),
    id('pfx<uuid>, R<hex> or A<hex>', new RegExp(`^(?:pfx${UUID}|[RA][0-9a-f]{38,42})$`)),
    session,
    window('-180/180/180'),
  ],
  auth0: [certificate('auth0.com', /CN=[^,]*\.auth0\.com/), window('0/3600/3600'), prefixes('samlp', 'saml')],
  pingfederate: [
    id('27 letters, digits, dots, dashes', /^[A-Za-z_][A-Za-z0-9._-]{26}$/, 2),
    window('-300/300/300'),
    prefixes('samlp', 'saml', 'ds'),
  ],
  simplesamlphp: [
    id('_<42 hexadecimal digits>', /^_[0-9a-f]{42}$/, 2),
    window('-30/300/300'),
    prefixes('samlp', 'saml', 'ds'),
    session,
  ],
  pysaml2: [
    id('id- and 17 letters and digits', /^id-[A-Za-z0-9]{17}$/, 2),
    prefixes('ns0', 'ns1', undefined, 2),
  ],
};

/** As much as this must speak for a product, by two signs at the least, and more than for any other. */
const ENOUGH = 4;

/**
 * The product whose habits a response shows, where enough of them do. It proves nothing: anyone may write messages
 * like these, and an anonymised message may have lost them.
 */
export function fingerprint(message: Message): Fingerprint | undefined {
  if (message.kind !== 'response') return undefined;
  const seen = look(message);
  const scores = Object.entries(dialects).map(([vendorId, signs]) => {
    const held = signs.filter((sign) => sign.holds(seen));
    return { vendorId, held, score: held.reduce((sum, { weight }) => sum + weight, 0) };
  });
  scores.sort((one, other) => other.score - one.score);
  const [best, second] = scores;
  if (!best || best.score < ENOUGH || best.held.length < 2 || best.score === second?.score) return undefined;
  return { vendorId: best.vendorId, signs: best.held.map(({ says }) => says) };
}

function look(response: Response): Seen {
  const [assertion] = response.assertions;
  const [signature] = response.signatures;
  return {
    response,
    assertion,
    ids: [response.id, assertion?.id].flatMap((one) => (one ? [one.value] : [])),
    prefixes: [
      prefixOf(response.element.name),
      assertion && prefixOf(assertion.element.name),
      signature && prefixOf(signature.element.name),
    ],
    window: windowOf(assertion),
    subjects: response.signatures
      .slice(0, 4)
      .flatMap(({ keyInfo }) => keyInfo.flatMap((key) => key.certificate?.subject ?? [])),
  };
}

function prefixOf(name: string): string | undefined {
  const colon = name.indexOf(':');
  return colon < 0 ? undefined : name.slice(0, colon);
}

function windowOf(assertion: Assertion | undefined): string {
  const issued = assertion?.issueInstant?.epochMs;
  const seconds = (epochMs: number | undefined) =>
    issued === undefined || epochMs === undefined ? '?' : String(Math.round((epochMs - issued) / 1000));
  return [
    assertion?.conditions?.notBefore,
    assertion?.conditions?.notOnOrAfter,
    assertion?.subject?.confirmations[0]?.notOnOrAfter,
  ]
    .map((instant) => seconds(instant?.epochMs))
    .join('/');
}
