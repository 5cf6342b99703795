import { encodeUtf8 } from '../../base/bytes.ts';
import { SAML_RESPONSE_MAX_CHARACTERS } from '../../vendors/aws.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/response-too-large',
  title: 'The response is larger than AWS takes',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
      says: 'SAMLAssertion, the response in base64, has at most 100000 characters.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
      says: 'A SAML response has at most 100,000 characters.',
    },
  ],
  why: `AWS takes 100,000 characters of base64, which are 75,000 bytes of XML. Users who are in hundreds of groups, each sent as a
role or an attribute, come to that; for everybody else the same set-up works.`,
  fix: `Send only the groups and roles that AWS needs: those assigned to the application, or those that match a filter.`,

  skip: ({ document }, facts) =>
    notAws(facts) ??
    (document.source.steps.some(({ operation }) => operation === 'decryption')
      ? 'what was sent is the encrypted form'
      : undefined),

  run({ document, element, assertions }, facts) {
    const { text } = document.source;
    // No character takes more than three bytes a unit, so most messages need not be encoded to be told small.
    if (4 * text.length <= SAML_RESPONSE_MAX_CHARACTERS) return { verdict: 'pass' };
    const characters = 4 * Math.ceil(encodeUtf8(text).length / 3);
    if (characters <= SAML_RESPONSE_MAX_CHARACTERS) return { verdict: 'pass' };
    const values = assertions.flatMap(({ attributes }) => attributes).flatMap((one) => one.values);
    return {
      verdict: 'fail',
      at: [element],
      data: { characters, values: values.length },
      expected: `at most ${SAML_RESPONSE_MAX_CHARACTERS} characters of base64`,
      actual: `${characters}`,
      remedies: [atIdentityProvider(facts, 'attributes', 'send only the groups and roles that AWS needs')],
    };
  },

  message: ({ characters, values }) =>
    `In base64 the response has ${characters} characters, and AWS takes 100000; it holds ${values} attribute values.`,
});
