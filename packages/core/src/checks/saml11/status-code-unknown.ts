import type { Field } from '../../saml/field.ts';
import { ns } from '../../xml/namespaces.ts';
import { lookup } from '../../xml/parse.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { anyOf, shown } from '../wording.ts';

const TOP = ['Success', 'VersionMismatch', 'Requester', 'Responder'];
const NESTED = [
  'RequestVersionTooHigh',
  'RequestVersionTooLow',
  'RequestVersionDeprecated',
  'TooManyResponses',
  'RequestDenied',
  'ResourceNotRecognized',
];

export default defineCheck({
  id: 'saml11/status-code-unknown',
  title: 'A status code is none that SAML 1.1 defines',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '3.4.3.1',
      says: 'Codes are QNames; the outermost is Success, VersionMismatch, Requester or Responder of the namespace of the protocol, in which no others but the listed ones may be (paraphrased).',
    },
  ],
  why: `A relying party reads the code as a name in a namespace. With a prefix that is bound to nothing, or in another case, it
is not the code that was meant, and a success counts as a failure.`,
  fix: 'Have the identity provider write the code with a prefix that is bound to urn:oasis:names:tc:SAML:1.0:protocol, such as samlp:Success.',

  skip: ({ statusCodes }) => (statusCodes.length > 0 ? undefined : 'there is no status code'),

  run({ statusCodes }) {
    for (const [depth, code] of statusCodes.entries()) {
      const { uri, name } = readName(code);
      const allowed = depth === 0 ? TOP : NESTED;
      const foreign = depth > 0 && uri !== undefined && uri !== ns.samlp11;
      if (foreign || (uri === ns.samlp11 && allowed.includes(name))) continue;
      const near = uri === ns.samlp11 ? misspelt(name, allowed) : undefined;
      return {
        verdict: 'fail',
        at: [code.at],
        data: { code: shown(code.raw), what: describe(uri), level: depth === 0 ? 'outermost' : 'nested' },
        expected: near?.meant ?? anyOf(allowed),
        actual: shown(code.raw),
        ...(near && { nearMiss: near.says }),
        explains: depth === 0 ? [{ check: 'saml11/status-not-success' }] : [],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ code, what, level }) => `The ${level} status code is ${code}${what}.`,
});

/** The namespace of a QName, `undefined` where its prefix is bound to none, and the name in it. */
function readName({ value, at }: Field): { uri: string | undefined; name: string } {
  const colon = value.indexOf(':');
  const element = at.type === 'attribute' ? at.owner : at;
  return {
    uri: lookup(element.scope, colon < 0 ? '' : value.slice(0, colon)),
    name: value.slice(colon + 1),
  };
}

function describe(uri: string | undefined): string {
  if (uri === ns.samlp11) return ', which SAML 1.1 does not define there';
  if (uri === undefined) return ', whose prefix is bound to nothing';
  return uri === '' ? ', which is in no namespace' : `, in the namespace ${shown(uri)}`;
}
