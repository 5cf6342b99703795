import { STATUS_SUCCESS } from '../../saml/model.ts';
import { shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'status/assertion-with-failure',
  title: 'A response that reports a failure holds an assertion all the same',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'An identity provider that returns an error must not include assertions in the response.',
    },
  ],
  why: `Status and content contradict one another. A receiver that looks only for an assertion logs the user in although the
identity provider said no; one that looks at the status refuses a login that may have been meant.`,
  fix: `Have the identity provider leave the assertion out, or report Success.`,

  skip: ({ status, assertions, encryptedAssertions }) =>
    status?.codes[0] === undefined
      ? 'there is no status code'
      : assertions.length + encryptedAssertions.length === 0
        ? 'there is no assertion'
        : undefined,

  run({ status, assertions, encryptedAssertions }) {
    const [code] = status?.codes ?? [];
    const inner = assertions[0]?.element ?? encryptedAssertions[0];
    if (!code || !inner || code.value === STATUS_SUCCESS) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [code.at, inner],
      data: { code: shown(shortName(code.value)), inner: inner.localName },
    };
  },

  message: ({ code, inner }) => `The status is ${code}, but the response holds an ${inner}.`,
});
