import type { Field } from '../../saml/field.ts';
import type { Saml11Message } from '../../saml/model11.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/version-unsupported',
  title: 'The message is in the namespace of SAML 1.1 and of another version',
  severity: 'error',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2, 3.4.1',
      says: 'MajorVersion and MinorVersion of SAML 1.1 are 1 and 1 (paraphrased).',
    },
    {
      spec: 'saml11-core',
      section: '4.1.2, 4.1.3',
      says: 'A receiver must reject an assertion or response whose major version it does not support (paraphrased).',
    },
    { spec: 'ms-mwbf', section: '2.2.4.2', says: 'MajorVersion must be 1, and MinorVersion must be 1.' },
  ],
  why: `By these two numbers a relying party knows which rules hold. The namespaces are those of SAML 1.0 and 1.1, so any other
version in them was written by mistake, and is refused.`,
  fix: 'Have the identity provider write MajorVersion="1" and MinorVersion="1".',

  skip: (message) => (versionsIn(message).length > 0 ? undefined : 'no version is written'),

  run(message) {
    const strange = versionsIn(message).find(
      ({ major, minor }) => number(major) !== 1 || (number(minor) !== 1 && number(minor) !== 0),
    );
    if (!strange) return { verdict: 'pass' };
    const { owner, major, minor } = strange;
    return {
      verdict: 'fail',
      at: [number(major) === 1 ? minor.at : major.at],
      data: { owner, version: shown(`${major.value}.${minor.value}`) },
      expected: '1.1',
      actual: shown(`${major.value}.${minor.value}`),
    };
  },

  message: ({ owner, version }) => `${owner} is of the version ${version}.`,
});

interface Version {
  readonly owner: string;
  readonly major: Field;
  readonly minor: Field;
}

/** Where both numbers are written; structure/attribute-missing is about the others. */
function versionsIn(message: Saml11Message): Version[] {
  return [message, ...message.assertions].flatMap(
    ({ element: { localName }, majorVersion: major, minorVersion: minor }) =>
      major && minor ? [{ owner: localName, major, minor }] : [],
  );
}

function number({ value }: Field): number {
  return /^[+-]?\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
}
