/** What kind of change it is, as a stable word. */
export type MetadataChangeKind =
  | 'entity-added'
  | 'entity-removed'
  | 'entity-id-changed'
  | 'role-added'
  | 'role-removed'
  | 'key-added'
  | 'key-removed'
  | 'key-replaced'
  | 'key-use-changed'
  | 'certificate-renewed'
  | 'endpoint-added'
  | 'endpoint-removed'
  | 'endpoint-moved'
  | 'binding-changed'
  | 'endpoint-index-changed'
  | 'endpoint-default-changed'
  | 'response-location-changed'
  | 'valid-until-changed'
  | 'cache-duration-changed'
  | 'name-id-format-added'
  | 'name-id-format-removed'
  | 'requested-attribute-added'
  | 'requested-attribute-removed'
  | 'requested-attribute-changed'
  | 'signing-wish-changed';

/** One difference between two versions of metadata. Plain JSON. */
export interface MetadataChange {
  readonly kind: MetadataChangeKind;
  /** Of the entity, as the new version has it. */
  readonly entityID: string;
  /** The role it is about. */
  readonly role?: 'idp' | 'sp';
  /**
   * `breaks`: logins fail for those concerned until they act. `may-break`: it depends on what they hold or check.
   * `harmless`: nobody has to do anything.
   */
  readonly impact: 'breaks' | 'may-break' | 'harmless';
  /** What changed, in one sentence. */
  readonly message: string;
  /** What fails, for whom, and what to do about it; absent where nothing does. */
  readonly consequence?: string;
  /** The value before and after, where there is one. */
  readonly before?: string;
  readonly after?: string;
}

/** A change without what its place in the comparison says. */
export type BareChange = Omit<MetadataChange, 'entityID' | 'role'>;
