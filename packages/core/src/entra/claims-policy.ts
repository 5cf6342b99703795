import { SamlscopeError } from '../base/errors.ts';
import { isObject, items, type JsonValue, member, readJson, textMember, textOf } from '../iam/json.ts';

/** One claim that a claims mapping policy puts into tokens. */
export interface EntraClaim {
  /** The Name of the attribute: `https://aws.amazon.com/SAML/Attributes/Role`. */
  readonly samlName: string;
  /** Where the value comes from: `user.assignedroles`, `the value "900"`, `a transformation`. */
  readonly from: string;
  /** Whether it is a fixed value, which is always there. */
  readonly fixed: boolean;
}

/**
 * Reads a claimsMappingPolicy, or a list of one: its `definition` holds JSON inside a text. What is inside by itself
 * will do as well.
 *
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `limit`
 */
export function readClaimsPolicy(text: string, from: string): readonly EntraClaim[] {
  const json = readJson(text, from);
  const policies =
    isObject(json) && member(json, 'value') ? items(member(json, 'value') as JsonValue) : undefined;
  const definitions = (policies ?? [json]).flatMap((policy) => {
    const definition = member(policy, 'definition');
    return definition
      ? items(definition).map((one) => readJson(textOf(one), `${from}, ${one.path}`))
      : [policy];
  });
  const bodies = definitions.flatMap((one) => {
    const body = member(one, 'ClaimsMappingPolicy');
    return body ? [body] : [];
  });
  if (bodies.length === 0) {
    throw new SamlscopeError('unreadable-data', `${from}: there is no ClaimsMappingPolicy in it.`, [
      'It is what GET https://graph.microsoft.com/v1.0/servicePrincipals/{id}/claimsMappingPolicies answers.',
    ]);
  }
  return bodies.flatMap((body) => {
    const schema = member(body, 'ClaimsSchema');
    return schema ? items(schema).flatMap(readClaim) : [];
  });
}

/** An entry that makes no SAML attribute (one of a JWT, the input of a transformation) is left out. */
function readClaim(place: JsonValue): EntraClaim[] {
  const samlName = textMember(place, 'SamlClaimType');
  if (samlName === undefined || samlName === NAME_ID) return [];
  const namespace =
    textMember(place, 'SamlNameForm') === undefined ? textMember(place, 'samlNamespace') : undefined;
  const value = textMember(place, 'Value');
  const source = textMember(place, 'Source');
  const id = textMember(place, 'ID') ?? textMember(place, 'ExtensionID');
  return [
    {
      samlName: namespace === undefined ? samlName : `${namespace}/${samlName}`,
      from:
        value !== undefined
          ? `the value "${value}"`
          : source === 'transformation'
            ? 'a transformation'
            : `${source ?? 'user'}.${id ?? '?'}`,
      fixed: value !== undefined,
    },
  ];
}

/** Maps to NameID, which is no attribute. */
const NAME_ID = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
