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

const NAMING = ['NameID', 'EncryptedID', 'Subject', 'AttributeStatement'];

export default defineCheck({
  id: 'attack/stray-identity',
  title: 'A user is named outside the signed assertion',
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
  why: `A reader that looks for \`NameID\` anywhere in the document finds the first one, and nothing says that it is the one in the
signed assertion. A Response has no place for a user outside its assertions, so nobody but an attacker puts one there.`,
  fix: refuse('At the service provider, read the user from the signed assertion and from nowhere else.'),

  skip: ({ assertions, signatures }) =>
    assertions.some(({ element }) => isCovered(element, signatures)) ? undefined : 'no assertion is signed',

  run({ element: response, assertions, signatures }) {
    const { root = response } = response.document;
    const found = NAMING.flatMap((name) =>
      elementsNamed(root, name).filter(
        (element) =>
          element.namespaceURI === ns.saml &&
          isWithin(element, response) &&
          !isCovered(element, signatures) &&
          !isInAssertion(element),
      ),
    ).sort((a, b) => a.start - b.start);
    const [first, ...rest] = found;
    const genuine = assertions.find(({ element }) => isCovered(element, signatures));
    if (!first || !genuine) return { verdict: 'pass' };
    const signed = nameIdentity(identityIn(genuine.element));
    const claimed = `${first.localName} ${shown(textOf(first).trim())}`;
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
