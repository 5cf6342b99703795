import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/response-location-unexpected',
  title: 'An endpoint has a ResponseLocation that may have none',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.3',
      says: 'For SingleSignOnService the attribute ResponseLocation must be omitted.',
    },
  ],
  why: `Responses of this protocol go to the service provider; nobody will use the address, and validators refuse it.`,
  fix: 'Have the operator of this entity remove ResponseLocation from this endpoint.',

  skip: ({ name }) => (WITHOUT.has(name) ? undefined : 'the endpoint may have one'),

  run({ name, responseLocation, of }) {
    return failAt(responseLocation ? [responseLocation.at] : [], () => ({
      endpoint: name,
      name: shown(of.name),
    }));
  },

  message: ({ endpoint, name }) => `${endpoint} of ${name} has a ResponseLocation.`,
});

const WITHOUT = new Set([
  'SingleSignOnService',
  'NameIDMappingService',
  'AssertionIDRequestService',
  'ArtifactResolutionService',
]);
