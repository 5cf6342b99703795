import { entityAttributeNames, readEntityAttributes } from '../../metadata/read-entity-attributes.ts';
import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/identifier-requirement-missing',
  title: 'The service provider does not say which identifier it needs',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [sdp('SP16', 'A service provider must say in its metadata which subject identifier it needs.')],
  why: 'Identity providers release subject-id or pairwise-id by what is said here; without it they may release neither.',
  fix: `Have the operator of the service provider add the entity attribute
urn:oasis:names:tc:SAML:profiles:subject-id:req with the value pairwise-id, subject-id, any or none.`,

  skip: (use) => (spRoleOf(use) ? undefined : 'not the role of a service provider'),

  run({ entity, element, name }) {
    const said = readEntityAttributes(entity.element).some(
      (attribute) => attribute.name?.value === entityAttributeNames.subjectId && attribute.values.length > 0,
    );
    return said ? { verdict: 'pass' } : { verdict: 'fail', at: [element], data: { name } };
  },

  message: ({ name }) => `The metadata of ${name} does not say which subject identifier it needs.`,
});
