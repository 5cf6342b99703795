import { attributeNameFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/name-not-uri',
  title: 'The name of an attribute is no URI, though its NameFormat says so',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.2.2',
      says: 'With the NameFormat uri the name of an attribute follows the convention for URI references.',
    },
  ],
  why: `A service provider that asks for attributes by URI (an OID, as universities do) finds none of this name. The friendly
name was probably entered where the name belongs.`,
  fix: `Have the identity provider write the URI as Name (urn:oid:…, or the claim's URL) and the readable one as FriendlyName;
or leave NameFormat out.`,

  skip: ({ attributes }) =>
    attributes.some(({ nameFormat }) => nameFormat?.value === attributeNameFormats.uri)
      ? undefined
      : 'no attribute has the NameFormat uri',

  run({ attributes }) {
    const strange = attributes.flatMap(({ name, nameFormat }) =>
      name && nameFormat?.value === attributeNameFormats.uri && NOT_IN_URI.test(name.value) ? [name] : [],
    );
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { names: allOf(strange.map(({ value }) => shown(value))) },
    };
  },

  message: ({ names }) => `The NameFormat is uri, but ${names} cannot be a URI.`,
});

/** A bare word could be a relative reference; these characters can be in none (RFC 3986 §2). */
const NOT_IN_URI = /[\s<>"{}|\\^`]|[^\0-\x7f]/;
