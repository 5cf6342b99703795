import { defineCheck } from '../check.ts';
import { entraPages, nameApplication, noApplicationGiven } from '../entra-application.ts';

export default defineCheck({
  id: 'entra/assertion-not-encrypted',
  title: 'The application encrypts its tokens, and this one is in the clear',
  severity: 'warning',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.encryption,
      says: 'With tokenEncryptionKeyId set, Entra ID encrypts the assertions it makes for the application.',
    },
  ],
  why: `With encryption on, Microsoft Entra ID sends no assertion of the application in the clear. So this one was made before it
was switched on, or for another application, or it was decrypted on its way and is not what was sent.`,
  fix: `See that the export from Entra ID is of the application that made this token, and that it is not newer than
the message.`,

  skip: (response, facts) =>
    noApplicationGiven(facts) ??
    (facts.entraApplication?.tokenEncryptionKeyId === undefined
      ? 'the application does not encrypt'
      : response.document.source.steps.some(({ operation }) => operation === 'decryption')
        ? 'it was encrypted, and decrypted here'
        : response.assertions.length > 0
          ? undefined
          : 'there is no assertion in the clear'),

  run({ assertions }, { entraApplication: app }) {
    const [assertion] = assertions;
    if (!app || !assertion) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [assertion.element],
      data: { application: nameApplication(app), key: app.tokenEncryptionKeyId ?? '' },
      expected: `EncryptedAssertion, for the key ${app.tokenEncryptionKeyId} (tokenEncryptionKeyId)`,
      actual: 'Assertion',
    };
  },

  message: ({ application, key }) =>
    `${sentence(String(application))} encrypts for the key ${key}, but the assertion can be read by anybody.`,
});

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
