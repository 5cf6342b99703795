import { parseXml } from '../../xml/parse.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { firstIdentityIn, identityIn, nameIdentity, sideBySide } from '../identity.ts';
import { nodeNear } from '../node-near.ts';
import { refuse } from '../refusal.ts';

export default defineCheck({
  id: 'attack/second-root',
  title: 'A second root element brings an assertion that no signature can cover',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '2.1',
      says: 'A document has exactly one root element, which is in no other element.',
    },
    advisory('CVE-2022-39299'),
    advisory('CVE-2022-39353'),
  ],
  why: `A text with two root elements is no XML, yet some parsers make one document of it. A service provider then verifies the
signature of the one and reads the assertion of the other. Any message that the identity provider ever signed will do, even one
that says that the login failed.`,
  fix: refuse(
    'At the service provider, update node-saml, passport-saml and @xmldom/xmldom. If you pasted two messages by mistake, give them one by one.',
  ),

  skip: ({ problem }) => (problem?.code === 'second-root' ? undefined : 'there is one root element'),

  run(document) {
    const { problem, root, source } = document;
    if (!problem || !root) return { verdict: 'pass' };
    const rest = parseXml({ name: 'second root', text: source.text.slice(problem.start), steps: [] });
    const forged = rest.root && firstIdentityIn(rest.root);
    if (!forged) return { verdict: 'pass' };
    const signed = nameIdentity(firstIdentityIn(root) ?? identityIn(root));
    const claimed = nameIdentity(forged);
    return {
      verdict: 'fail',
      at: [nodeNear(document, problem)],
      span: { start: problem.start, end: problem.end },
      data: { signed, claimed },
      ...sideBySide(signed, claimed),
      explains: [{ check: 'structure/not-well-formed' }, { check: 'structure/not-saml' }],
    };
  },

  message: ({ signed, claimed }) =>
    `The first root element holds ${signed}; after it stands another one with ${claimed}.`,
});
