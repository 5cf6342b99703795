import type { SubjectConfirmation } from '../../saml/model.ts';
import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'subject/in-response-to-mismatch',
  title: 'The response answers another request than the one that was sent',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: ['requestId'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'The service provider must verify that InResponseTo in a bearer SubjectConfirmationData equals the ID of its AuthnRequest, unless the response is unsolicited, in which case the attribute must not be present.',
    },
    {
      spec: 'saml-core',
      section: '3.2.2',
      says: 'A response to a request must carry the ID of that request as InResponseTo; one that answers no request must not carry the attribute.',
    },
  ],
  why: `\`InResponseTo\` ties the answer to a login that this very browser began. Without the comparison an attacker could
have the user finish a login that somebody else started. A service provider remembers the ID of its request, in a session
or a cookie, and refuses an answer to any other.`,
  fix: `At the service provider, see which request the response belongs to. Two logins at once in one browser, the
back button, a response sent twice, or a session that was lost on the way back (a cookie without SameSite=None,
another host name, another server behind a load balancer) are the usual causes.`,

  skip(confirmation, { requestId }) {
    const written = [confirmation.inResponseTo, confirmation.assertion?.response?.inResponseTo];
    return (
      notBearer(confirmation) ??
      readInPart(confirmation.element) ??
      (!requestId && written.every((field) => !field)
        ? 'the message answers no request, and none is known to have been sent'
        : undefined)
    );
  },

  run(confirmation, { requestId }) {
    const { response } = confirmation.assertion ?? {};
    const own = { where: 'SubjectConfirmationData', field: confirmation.inResponseTo };
    const outer = { where: 'Response', field: response?.inResponseTo };
    const wrong = (response ? [own, outer] : [own]).filter(({ field }) => (field?.value ?? '') !== requestId);
    const [first] = wrong;
    if (!first) return { verdict: 'pass' };
    const answers = (other: SubjectConfirmation) => (other.inResponseTo?.value ?? '') === requestId;
    if (first === own && wrong.length === 1 && anotherBearer(confirmation, answers)) {
      return { verdict: 'skip', because: ANOTHER_SUFFICES };
    }
    const written = [...new Set(wrong.map(({ field }) => (field ? shown(field.value) : 'none')))];
    const nodes = wrong.map(
      ({ field, where }) => field?.at ?? (where === 'Response' ? response?.element : undefined),
    );
    const [head, ...rest] = nodes.filter((node) => node !== undefined);
    return {
      verdict: 'fail',
      at: head ? [head, ...rest] : [confirmation.data ?? confirmation.element],
      data: {
        what: told(allOf(wrong.map(({ where }) => where)), written),
        sent: requestId === '' ? 'no request was sent' : `the request sent was ${shown(requestId)}`,
      },
      expected: requestId === '' ? 'no InResponseTo' : shown(requestId),
      actual: written.join(', '),
      ...(requestId === '' && {
        nearMiss:
          'The response answers a request; if a login tool or another tab sent it, that is the one to compare with.',
      }),
    };
  },

  message: ({ what, sent }) => `${what}, but ${sent}.`,
});

function told(where: string, written: readonly string[]): string {
  return written.join() === 'none'
    ? `There is no InResponseTo on ${where}`
    : `InResponseTo on ${where} is ${allOf(written)}`;
}
