import { defineCheck } from '../check.ts';
import { entraPages } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-tenant-placeholder',
  title: 'The metadata is of no tenant',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.tokens,
      says: 'The Issuer of a token holds the ID of the tenant that signed the user in.',
    },
  ],
  why: `At the address with /common/ Microsoft Entra ID serves metadata whose entityID has \`{tenant}\` where the ID of the tenant
belongs. No token has that Issuer, so a service provider that is given this document refuses every login.`,
  fix: `Fetch the App Federation Metadata Url of the application, which holds the tenant ID and \`?appid=\`.`,

  run({ entities }) {
    const entityID = entities
      .map((entity) => entity.entityID)
      .find((one) => one && PLACEHOLDER.test(one.value));
    if (!entityID) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [entityID.at],
      data: { entityID: shown(entityID.raw) },
      expected: 'https://sts.windows.net/ and the ID of the tenant',
      actual: shown(entityID.raw),
      remedies: [
        {
          end: 'identity provider',
          do: 'In Microsoft Entra ID, copy Enterprise applications > (application) > Single sign-on > SAML Certificates > App Federation Metadata Url, and fetch that.',
        },
      ],
      explains: [
        { check: 'metadata/entity-id-not-uri', on: entityID.at },
        { check: 'structure/attribute-type', on: entityID.at },
      ],
    };
  },

  message: ({ entityID }) =>
    `The entityID is ${entityID}, which stands for any tenant and is the Issuer of none.`,
});

const PLACEHOLDER = /^https:\/\/sts\.[a-z.]{1,64}\/(?:\{|%7B)tenant(?:id)?(?:\}|%7D)\/?$/i;
