/** What is known of one context key of a request. */
export type ContextValue =
  | { readonly state: 'present'; readonly values: readonly string[] }
  /** The request has no such key; `says` tells why, as a clause. */
  | { readonly state: 'absent'; readonly says: string }
  /** It may have one, but nothing given tells; `says` tells what would. */
  | { readonly state: 'unknown'; readonly says: string };

/**
 * The context of a request: what the conditions of a policy are about. Keys are looked up whatever their case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface RequestContext {
  get(key: string): ContextValue;
}
