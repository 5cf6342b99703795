import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/index-malformed',
  title: 'The index of an endpoint is no number from 0 to 65535',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.3',
      says: 'index is of the type xs:unsignedShort.',
    },
  ],
  why: `Readers that validate refuse the whole entity for it. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the operator of this entity number the endpoints, from 0 or 1 on.',

  skip: ({ index }) => (index ? undefined : 'there is no index'),

  run({ name, index, of }) {
    const wrong = index && !(/^\+?\d{1,9}$/.test(index.value) && Number(index.value) <= 65_535);
    return failAt(index && wrong ? [index.at] : [], () => ({
      endpoint: name,
      name: shown(of.name),
      index: shown(index?.raw ?? ''),
    }));
  },

  message: ({ endpoint, name, index }) => `The index of ${endpoint} of ${name} is ${index}.`,
});
