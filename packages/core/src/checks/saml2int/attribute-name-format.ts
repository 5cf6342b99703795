import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { places } from '../places.ts';
import { allOf, counted, shown } from '../wording.ts';

const URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';

export default defineCheck({
  id: 'saml2int/attribute-name-format',
  title: 'An attribute does not have a URI for its name',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [sdp('IDP18', 'An Attribute must have the NameFormat uri.')],
  why: 'Names such as "mail" mean one thing at one identity provider and another elsewhere. A URI means the same everywhere.',
  fix: 'Have the identity provider name attributes by URI (urn:oid:…), with the NameFormat to match.',

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there is no attribute'),

  run({ attributes }) {
    const wrong = attributes.filter(({ nameFormat }) => nameFormat?.value !== URI);
    const [first, ...rest] = wrong;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.nameFormat?.at ?? first.element,
        rest.map(({ nameFormat, element }) => nameFormat?.at ?? element),
      ),
      data: {
        names: allOf(wrong.map(({ name }) => shown(name?.value ?? ''))),
        count: counted(wrong.length, 'attribute'),
      },
      expected: URI,
      actual: shown(first.nameFormat?.value ?? 'no NameFormat'),
    };
  },

  message: ({ count, names }) => `${count} without the NameFormat uri: ${names}.`,
});
