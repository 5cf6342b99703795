import { shortName } from '../../saml/names.ts';
import { answersNothing } from '../asked.ts';
import { defineCheck } from '../check.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/not-as-requested',
  title: 'The user signed in by other means than the request asked for',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['request'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.3.2.2.1',
      says: 'With the comparison exact, which is the default, the context of the answer must be one of those that the request names.',
    },
  ],
  why: `A service provider that asked for a class compares the answer, and refuses another: with Microsoft Entra ID or AD FS
the usual case is a request for a password, and a user who came with a smart card or through Windows. It fails for
some users and not for others, by how they happened to sign in.`,
  fix: `Have the service provider leave RequestedAuthnContext out unless it needs it, or ask with Comparison="minimum", where
the identity provider supports that.`,

  skip(assertion, facts) {
    const { authnStatements } = assertion;
    const { request } = facts;
    if (authnStatements.length === 0) return 'there is no AuthnStatement';
    if (!request) return answersNothing(assertion, facts);
    const wanted = request.requestedAuthnContext;
    if (!wanted || wanted.classRefs.length === 0) return 'the request asks for no class';
    return (wanted.comparison?.value ?? 'exact') === 'exact'
      ? undefined
      : 'the order of classes that its comparison needs is not known';
  },

  run({ authnStatements }, { request }) {
    const wanted = request.requestedAuthnContext?.classRefs ?? [];
    const met = authnStatements.some(({ classRef }) => wanted.some(({ value }) => value === classRef?.value));
    const [first] = authnStatements;
    if (met || !first) return { verdict: 'pass' };
    const actual = first.classRef ? shown(shortName(first.classRef.value)) : 'none';
    return {
      verdict: 'fail',
      at: [first.classRef?.at ?? first.element],
      data: { wanted: anyOf(wanted.map(({ value }) => shown(shortName(value)))), actual },
      expected: `${anyOf(wanted.map(({ value }) => shown(value)))} (RequestedAuthnContext of the request)`,
      actual: first.classRef ? shown(first.classRef.value) : 'no AuthnContextClassRef',
    };
  },

  message: ({ wanted, actual }) => `The request asked for ${wanted}; the user signed in by ${actual}.`,
});
