import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsNamed, isWithin, textOf } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { isCovered } from '../coverage.ts';
import { ancestorsOf, identityIn, isAssertion, nameIdentity, sideBySide } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { shown } from '../wording.ts';

/** What names a user, says something of one, or says for whom that holds. */
const NAMING = [
  'NameID',
  'EncryptedID',
  'Subject',
  'AttributeStatement',
  'Attribute',
  'EncryptedAttribute',
  'AuthnStatement',
  'Conditions',
  'AudienceRestriction',
  'Audience',
];

export default defineCheck({
  id: 'attack/stray-identity',
  title: 'A user is named, or something is said of one, outside the signed assertion',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.4',
      says: 'The Subject of an assertion says whom its statements are about.',
    },
    advisory('CVE-2017-1000452'),
  ],
  why: `A reader that looks for \`NameID\`, \`Attribute\` or \`Audience\` anywhere in the document finds the first one, and nothing says
that it is the one in the signed assertion. A Response has no place for these outside its assertions, so nobody but an attacker
puts one there.`,
  fix: refuse('At the service provider, read everything from the signed assertion and from nowhere else.'),

  skip: ({ assertions, signatures }) =>
    assertions.some(({ element }) => isCovered(element, signatures)) ? undefined : 'no assertion is signed',

  run({ element: response, assertions, signatures }) {
    const { root = response } = response.document;
    const stray = NAMING.flatMap((name) =>
      elementsNamed(root, name).filter(
        (element) =>
          element.namespaceURI === ns.saml &&
          isWithin(element, response) &&
          !isCovered(element, signatures) &&
          !isInAssertion(element),
      ),
    ).sort((a, b) => a.start - b.start);
    // What stands in another of them is told with it.
    const found: XmlElement[] = [];
    for (const element of stray) if (element.start >= (found.at(-1)?.end ?? 0)) found.push(element);
    const [first, ...rest] = found;
    const genuine = assertions.find(({ element }) => isCovered(element, signatures));
    if (!first || !genuine) return { verdict: 'pass' };
    const signed = nameIdentity(identityIn(genuine.element));
    const text = textOf(first).trim();
    const claimed = text === '' ? first.localName : `${first.localName} ${shown(text)}`;
    return {
      verdict: 'fail',
      at: places(first, [genuine.element, ...rest]),
      data: { signed, claimed, holder: first.parent?.name ?? 'the document' },
      ...sideBySide(signed, claimed),
      explains: found.map((on) => ({ check: 'structure/element-misplaced', on })),
    };
  },

  message: ({ signed, claimed, holder }) =>
    `${claimed} stands in ${holder}, outside every assertion, while ${signed} is what is signed.`,
});

/** An Assertion that nothing signs is told as signature wrapping. */
function isInAssertion(element: XmlElement): boolean {
  for (const outer of ancestorsOf(element)) {
    if (outer.localName === 'Signature' && outer.namespaceURI === ns.ds) return false;
    if (isAssertion(outer)) return true;
  }
  return false;
}
