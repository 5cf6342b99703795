import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { statersOf } from '../stated-by.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'version/unsupported',
  title: 'The message is of another version than SAML 2.0',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3, 3.2.1, 3.2.2',
      says: 'Version names the version of SAML of the assertion, request or response; that of SAML 2.0 is "2.0".',
    },
    {
      spec: 'saml-core',
      section: '4.1.2',
      says: 'A receiver must not process an assertion whose major version it does not support.',
    },
  ],
  why: `\`Version\` is how a receiver knows by which rules to read. Anything but \`2.0\` is refused, by most with an error about
an unsupported version.`,
  fix: `Have the sender write Version="2.0", on the message and on each assertion.`,

  skip: (message) => (statersOf(message).length > 0 ? undefined : 'not a protocol message or assertion'),

  run(message) {
    const strange = statersOf(message).filter(({ version }) => version && version.value !== '2.0');
    const [first, ...rest] = strange.flatMap(({ version }) => (version ? [version] : []));
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { holders: allOf(strange.map(({ element }) => element.localName)), version: shown(first.raw) },
      expected: '2.0',
      actual: shown(first.raw),
    };
  },

  message: ({ holders, version }) => `The Version of ${holders} is ${version}, where SAML 2.0 has 2.0.`,
});
