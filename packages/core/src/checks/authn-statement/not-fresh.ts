import { answersNothing } from '../asked.ts';
import { defineCheck } from '../check.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/not-fresh',
  title: 'The user did not sign in anew, though the request asked for it',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['request'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'Where ForceAuthn is true, the identity provider must authenticate the user anew and not rely on a session there was before.',
    },
  ],
  why: `The service provider asked so as to be sure who is there now, before a payment for instance. An AuthnInstant from
before the request says that nobody was asked, so a careful service provider refuses the login.`,
  fix: `See whether the identity provider supports ForceAuthn for this application, and whether the clocks agree.`,

  skip(assertion, facts) {
    const { request } = facts;
    if (assertion.authnStatements.length === 0) return 'there is no AuthnStatement';
    if (!request) return answersNothing(assertion, facts);
    return /^(?:true|1)$/.test(request.forceAuthn?.value ?? '')
      ? undefined
      : 'the request does not say ForceAuthn';
  },

  run({ authnStatements }, { request, skewMs }) {
    const sent = request.issueInstant?.epochMs;
    const old = authnStatements.find(
      ({ authnInstant }) =>
        authnInstant?.epochMs !== undefined && sent !== undefined && authnInstant.epochMs + skewMs < sent,
    )?.authnInstant;
    if (old?.epochMs === undefined || sent === undefined) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [old.at],
      data: { instant: old.raw, sent: request.issueInstant?.raw ?? '', before: duration(sent - old.epochMs) },
      expected: `${request.issueInstant?.raw} or later`,
      actual: old.raw,
    };
  },

  message: ({ instant, sent, before }) =>
    `The request of ${sent} said ForceAuthn, but the user signed in at ${instant}, ${before} before it.`,
});
