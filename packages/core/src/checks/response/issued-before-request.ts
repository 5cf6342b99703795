import { isUnsolicited } from '../asked.ts';
import { defineCheck } from '../check.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'response/issued-before-request',
  title: 'The response was issued before the request that it answers',
  severity: 'warning',
  since: 'next',
  on: 'response',
  needs: ['request'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.1, 3.2.2',
      says: 'IssueInstant is the time at which a request or response was issued.',
    },
  ],
  why: `An answer comes after its question. Either the two clocks differ by more than the login took, or the response answers
an earlier request.`,
  fix: `Set the clocks of the identity and the service provider by NTP; the difference shown here is the least by
which they differ.`,

  skip: (response, facts) =>
    response.issueInstant?.epochMs === undefined
      ? 'there is no readable IssueInstant'
      : isUnsolicited(response, facts),

  run({ issueInstant }, { request, skewMs }) {
    const sent = request.issueInstant?.epochMs;
    const issued = issueInstant?.epochMs;
    if (issued === undefined || sent === undefined || !issueInstant || issued + skewMs + 1000 > sent)
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [issueInstant.at],
      data: {
        issued: issueInstant.raw,
        sent: request.issueInstant?.raw ?? '',
        before: duration(sent - issued),
      },
    };
  },

  message: ({ issued, sent, before }) =>
    `The response was issued at ${issued}, ${before} before the request of ${sent}.`,
});
