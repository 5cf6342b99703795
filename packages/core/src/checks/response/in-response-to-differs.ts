import { notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'response/in-response-to-differs',
  title: 'Response and confirmation say that they answer different requests',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: "Where the response answers an AuthnRequest, InResponseTo of a bearer SubjectConfirmationData must be that request's ID.",
    },
    {
      spec: 'saml-core',
      section: '3.2.2',
      says: 'A response to a request carries the ID of that request as InResponseTo.',
    },
  ],
  why: `The two must be the same ID. A service provider that compares one with its request may accept what one that compares
the other refuses; an assertion taken from another response looks like this.`,
  fix: `Have the identity provider write the ID of the request in both places. If the assertion was put into the response
later, do not accept it.`,

  skip: ({ inResponseTo, assertions }, { requestId }) =>
    requestId !== undefined
      ? 'subject/in-response-to-mismatch compares both with the request'
      : inResponseTo ||
          assertions.some(({ subject }) => subject?.confirmations.some((one) => one.inResponseTo))
        ? undefined
        : 'there is no InResponseTo',

  run({ inResponseTo, assertions, element }) {
    const outer = inResponseTo?.value;
    const confirmations = assertions
      .flatMap(({ subject }) => subject?.confirmations ?? [])
      .filter((one) => !notBearer(one));
    if (confirmations.length === 0 || confirmations.some((one) => one.inResponseTo?.value === outer))
      return { verdict: 'pass' };
    const [first] = confirmations;
    if (!first) return { verdict: 'pass' };
    const inner = first.inResponseTo?.value;
    return {
      verdict: 'fail',
      at: [first.inResponseTo?.at ?? first.data ?? first.element, inResponseTo?.at ?? element],
      data: {
        outer: outer === undefined ? 'none' : shown(outer),
        inner: inner === undefined ? 'none' : shown(inner),
      },
    };
  },

  message: ({ outer, inner }) =>
    `InResponseTo of the Response is ${outer}, that of SubjectConfirmationData ${inner}.`,
});
