import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { issuersIn } from '../stated-by.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'issuer/qualified',
  title: 'The Issuer has a qualifier, which an entity identifier may not have',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'For an entity identifier NameQualifier, SPNameQualifier and SPProvidedID must be left out.',
    },
  ],
  why: `An entityID is unique by itself. A strict receiver refuses one with a qualifier, since it could mean another entity.`,
  fix: `Have the sender leave these attributes out of Issuer.`,

  run(message) {
    const strange = issuersIn(message).flatMap((issuer) =>
      issuer.format && issuer.format.value !== nameIdFormats.entity
        ? []
        : issuer.at.attributes.filter(
            ({ localName, namespaceURI }) => namespaceURI === '' && QUALIFIERS.has(localName),
          ),
    );
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, rest),
      data: { names: allOf([...new Set(strange.map(({ localName }) => localName))]) },
    };
  },

  message: ({ names }) => `The Issuer has ${names}.`,
});

const QUALIFIERS: ReadonlySet<string> = new Set(['NameQualifier', 'SPNameQualifier', 'SPProvidedID']);
