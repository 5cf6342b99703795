import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/metadata-several-entities',
  title: 'More than one entity is to be uploaded to AWS IAM',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html',
      says: 'A SAML provider of IAM stands for one identity provider (our reading).',
    },
  ],
  why: `IAM compares Issuer with the entityID of the provider it has. Of an aggregate it takes one or none.`,
  fix: `Upload the EntityDescriptor of the identity provider that is meant.`,

  skip: (_, facts) => notAws(facts),

  run({ element, entities }) {
    return failAt(entities.length > 1 ? [element] : [], () => ({ root: element.localName }));
  },

  // Not how many: the outline of a large file has no more of them than show that there are several.
  message: ({ root }) => `${root} holds more than one entity.`,
});
