import { readPublications } from '../../metadata/read-registration.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';

export default defineCheck({
  id: 'metadata/valid-until-missing',
  title: 'Signed metadata of a federation has no validUntil',
  severity: 'warning',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-iop',
      section: '2.7',
      says: 'Signed metadata without an end can be served again when a key in it is compromised; repeatedly expiring by validUntil limits that, and cacheDuration does not prevent it.',
    },
    {
      spec: 'edugain',
      section: 'SAML Profile',
      says: 'The root of the metadata that a federation gives to eduGAIN must have validUntil.',
    },
  ],
  why: `cacheDuration says when to look again, and nothing of what to do where nobody answers. So an attacker who
keeps the new metadata away can serve an old copy with a key that was revoked; its signature holds for ever.`,
  fix: `Have the publisher of the metadata set validUntil on the root, a few days or weeks ahead, and publish more
often than that.`,

  skip: ({ element, signatures }) =>
    (element.localName !== 'EntitiesDescriptor' && readPublications(element).length === 0) ||
    signatures.length === 0
      ? 'no signed metadata of a federation'
      : attributeNamed(element, 'cacheDuration')
        ? undefined
        : 'metadata/freshness-missing is about that',

  run({ element }) {
    return failAt(attributeNamed(element, 'validUntil') ? [] : [element], () => ({
      root: element.localName,
    }));
  },

  message: ({ root }) =>
    `The signed root, ${root}, has cacheDuration and no validUntil: an old copy of it never expires.`,
});
