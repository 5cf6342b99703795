import { confirmationMethods } from '../../saml/names.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'subject/key-missing',
  title: 'A holder-of-key confirmation names no key',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '3.1',
      says: 'A holder-of-key confirmation must hold one or more ds:KeyInfo elements in its SubjectConfirmationData.',
    },
  ],
  why: `Whoever presents the assertion is to prove that they hold the key. Without a key nothing can be proven, so the
confirmation can never be met.`,
  fix: `Have the identity provider write the KeyInfo of the user's key, or confirm by bearer where a browser brings the
assertion.`,

  skip: ({ method }) =>
    method?.value === confirmationMethods['holder-of-key'] ? undefined : 'not a holder-of-key confirmation',

  run({ data, element }) {
    if (data && childNamed(data, ns.ds, 'KeyInfo')) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [data ?? element],
      data: { what: data ? 'no KeyInfo' : 'no SubjectConfirmationData, and so no KeyInfo' },
    };
  },

  message: ({ what }) => `The holder-of-key confirmation has ${what}.`,
});
