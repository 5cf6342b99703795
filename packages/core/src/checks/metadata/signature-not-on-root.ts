import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'metadata/signature-not-on-root',
  title: 'The signature of the metadata does not cover the whole',
  severity: 'warning',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '3',
      says: 'A signature on the root element covers all the metadata in the document.',
    },
  ],
  why: `What stands outside the signed element can be changed by anybody on the way: a further entity can be put in,
or validUntil moved. Receivers that ask for a signed document refuse it.`,
  fix: `Have whoever publishes the metadata sign its root element.`,

  skip: ({ signatures }) => (signatures.length > 0 ? undefined : 'there is no signature'),

  run({ element, signatures }) {
    const onRoot = signatures.some(({ parent }) => parent === element);
    return failAt(onRoot ? [] : signatures.map((one) => one.element), () => ({
      root: element.localName,
      signed: allOf([...new Set(signatures.map(({ parent }) => parent?.localName ?? 'nothing'))]),
    }));
  },

  message: ({ root, signed }) => `Signed is ${signed}, and not the root, ${root}.`,
});
