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
}

/** What is known of an identity provider product. */
export interface IdentityProviderVendor {
  readonly id: string;
  /** `Microsoft Entra ID`. */
  readonly name: string;
  readonly role: 'idp';
  /** Matches the Issuer (entityID) of its tenants. */
  readonly issuer: RegExp;
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
  readonly places: SettingPlaces;
  readonly sources: readonly [VendorSource, ...VendorSource[]];
}

/** How a vendor was recognised. */
export interface VendorMatch<V> {
  readonly vendor: V;
  /** `--sp aws`, `Recipient https://signin.aws.amazon.com/saml`, `Issuer https://sts.windows.net/…`. */
  readonly by: string;
}
