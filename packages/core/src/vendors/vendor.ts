/** Where a fact about a vendor comes from. Nothing about a vendor is stated without one. */
export interface VendorSource {
  /** A page's address, or what was observed where nothing is published. */
  readonly source: string;
  /** ISO date of the day the source was read. */
  readonly checkedOn: string;
  /** Set where no source confirms it. */
  readonly unverified?: true;
}

/** Where in a product's administration a setting is changed, in the product's own words. */
export interface SettingPlaces {
  readonly audience: string;
  readonly acsUrl: string;
  readonly nameId: string;
  readonly signing: string;
  /** Where attributes (claims) are mapped. */
  readonly attributes?: string;
  /** Where the signing certificate or the metadata is fetched. */
  readonly certificate?: string;
  /** Where RelayState is set for logins that begin at the identity provider. */
  readonly relayState?: string;
}

/** What is known of an identity provider product. */
export interface IdentityProviderVendor {
  readonly id: string;
  /** `Microsoft Entra ID`. */
  readonly name: string;
  readonly role: 'idp';
  /** Matches the Issuer (entityID) of its tenants. */
  readonly issuer: RegExp;
  /** Matches the URLs its tenants receive AuthnRequests at. Left out where they have no shape of their own. */
  readonly signOn?: RegExp;
  readonly places: SettingPlaces;
  readonly sources: readonly [VendorSource, ...VendorSource[]];
}

/** What is known of a service provider. */
export interface ServiceProviderVendor {
  readonly id: string;
  /** `AWS IAM (console and STS)`. */
  readonly name: string;
  readonly role: 'sp';
  /**
   * The audiences it accepts, for one of its ACS URLs or, without one, for its default.
   * Empty where each customer has its own and the URL does not tell it.
   */
  audiences(acsUrl: string | undefined): readonly string[];
  /** The ACS URLs it publishes. */
  readonly acsUrls: readonly string[];
  /** Whether a URL is one of its ACS URLs, published or per tenant. */
  ownsAcsUrl(url: string): boolean;
  /** Whether what is sent to one of its ACS URLs may as well go to the other (the regions of one AWS partition). Left out where each stands alone. */
  receivesTogether?(acsUrl: string, other: string): boolean;
  /** Whether an entityID or Audience is one of its own. */
  ownsEntityId(entityId: string): boolean;
  /** Id of another service provider that takes the response in its place, and whose rules hold for it as well. */
  readonly through?: string;
  /** Whether it takes at an ACS URL what answers no request. Left out where that is not known. */
  unsolicited?(acsUrl: string): UnsolicitedRule;
  /** What it wants of every response, as far as it publishes that. */
  readonly requires?: ResponseRequirements;
  readonly places: SettingPlaces;
  readonly sources: readonly [VendorSource, ...VendorSource[]];
}

/** What becomes of a response that answers no request. */
export interface UnsolicitedRule {
  readonly taken: boolean;
  /** The ACS URL that takes such responses, where there is another. */
  readonly instead?: string;
}

/** What a service provider wants of a response. Each is stated by one of the vendor's sources; nothing unverified is. */
export interface ResponseRequirements {
  /** The Format of NameID it takes, where it takes only some. */
  readonly nameIdFormats?: readonly string[];
  /** The value of NameID is an e-mail address, whatever its Format. */
  readonly nameIdIsEmail?: true;
  /** It knows the user again by NameID, so that one that changes makes a new user, or none. */
  readonly nameIdIsLasting?: true;
  /** Attributes without which it refuses the login. */
  readonly attributes?: readonly RequiredAttribute[];
  /** The Response and the Assertion must be signed, each by a signature of its own. */
  readonly bothSigned?: true;
  /** It takes no more than one Assertion. */
  readonly oneAssertion?: true;
  /** It cannot decrypt assertions. */
  readonly noEncryption?: true;
  /** Longest response, in bytes of XML. */
  readonly maxBytes?: number;
}

/** An attribute that must be there, under any one of its names. */
export interface RequiredAttribute {
  readonly names: readonly [string, ...string[]];
  /** What it is for, as a clause. */
  readonly purpose: string;
}

/** For products whose issuer each administrator chooses: matches nothing. */
export const NO_ISSUER_OF_ITS_OWN = /(?!)/;

/** How a vendor was recognised. */
export interface VendorMatch<V> {
  readonly vendor: V;
  /** `--sp aws`, `Recipient https://signin.aws.amazon.com/saml`, `Issuer https://sts.windows.net/…`. */
  readonly by: string;
}
