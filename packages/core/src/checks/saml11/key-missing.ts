import { HOLDER_OF_KEY_11, type Subject11 } from '../../saml/model11.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'saml11/key-missing',
  title: 'A holder-of-key confirmation of SAML 1.1 names no key',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '5.1',
      says: 'By holder-of-key the SubjectConfirmation holds ds:KeyInfo with the key (paraphrased).',
    },
  ],
  why: `Whoever presents the assertion is to prove that they hold the key. Without a key nothing can be proven, so the
confirmation can never be met.`,
  fix: 'Have the identity provider write the KeyInfo of the proof key, or confirm by bearer where a browser brings the assertion.',

  skip: ({ subjects }) => (subjects.some(isByKey) ? undefined : 'no subject is confirmed by holder-of-key'),

  run({ subjects }) {
    const bare = subjects.find((subject) => isByKey(subject) && !subject.keyInfo);
    return bare
      ? { verdict: 'fail', at: [bare.confirmation ?? bare.element], data: {} }
      : { verdict: 'pass' };
  },

  message: () => 'The SubjectConfirmation by holder-of-key has no KeyInfo.',
});

function isByKey({ confirmationMethods }: Subject11): boolean {
  return confirmationMethods.some(({ value }) => value === HOLDER_OF_KEY_11);
}
