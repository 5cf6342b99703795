import { ns } from '../../xml/namespaces.ts';
import { defineCheck } from '../check.ts';
import { tokenResponseOf } from '../token-response.ts';
import { shown } from '../wording.ts';

const PROFILE = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#';
/** The version of SAML that each name of a token type stands for. */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  [ns.saml11, '1.1'],
  [`${PROFILE}SAMLV1.1`, '1.1'],
  [ns.saml, '2.0'],
  [`${PROFILE}SAMLV2.0`, '2.0'],
]);

export default defineCheck({
  id: 'wsfed/token-type-differs',
  title: 'The token is of another version of SAML than TokenType says',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'ws-trust',
      section: '3.2',
      says: 'TokenType is the type of the token that is returned (paraphrased).',
    },
  ],
  why: `A relying party or a proxy that picks its reader by TokenType gives the token to one that does not know it, and reports a
token that cannot be read.`,
  fix: 'At the identity provider, have TokenType follow the version of the token; where the relying party asked for that type, issue it.',

  skip: (message) =>
    VERSIONS.has(tokenResponseOf(message)?.tokenType?.value ?? '')
      ? undefined
      : 'there is no TokenType that names SAML',

  run(message) {
    const { tokenType, token } = tokenResponseOf(message) ?? {};
    const said = VERSIONS.get(tokenType?.value ?? '');
    const is = VERSIONS.get(token?.namespaceURI ?? '');
    if (!tokenType || !token || !said || !is || said === is) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [tokenType.at, token],
      data: { said, is },
      expected: `SAML ${is}, as the token is`,
      actual: shown(tokenType.value),
    };
  },

  message: ({ said, is }) => `TokenType says SAML ${said}, and the token is an Assertion of SAML ${is}.`,
});
