import { ns } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

const ELEMENT = `${ns.xenc}Element`;

export default defineCheck({
  id: 'encryption/type-not-element',
  title: 'EncryptedData says that it holds something else than an element',
  severity: 'error',
  since: 'next',
  on: 'encryption',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.2.4, 2.3.4',
      says: 'The Type of EncryptedData, where it stands, must be http://www.w3.org/2001/04/xmlenc#Element.',
    },
  ],
  why: `A library for XML Encryption goes by Type when it puts the plaintext in place: for Content it expects the inside of an
element, and fails or leaves the assertion where nobody looks for it.`,
  fix: 'Have the encrypting side, for a response the identity provider, encrypt the element itself and write its Type so, or leave Type out.',

  skip: ({ data }) =>
    data && attributeNamed(data, 'Type') ? undefined : 'EncryptedData has no Type, which is allowed',

  run({ data }) {
    const type = data && attributeNamed(data, 'Type');
    if (!type || type.value === ELEMENT) return { verdict: 'pass' };
    const actual = shown(type.value);
    return { verdict: 'fail', at: [type], data: { type: actual }, expected: ELEMENT, actual };
  },

  message: ({ type }) => `The Type of EncryptedData is ${type}.`,
});
