import { ns } from '../../xml/namespaces.ts';
import { attributeNamed, elementsNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';

/** Elements that are abstract in the schema. `conditions/not-understood` is about Condition. */
const ABSTRACT = ['Statement', 'BaseID'];

export default defineCheck({
  id: 'structure/type-missing',
  title: 'An abstract element does not say what it is',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.2.1, 2.3.3',
      says: 'BaseID and Statement are for types of others, and xsi:type must say which.',
    },
  ],
  why: `Such an element means nothing by itself. A receiver that validates refuses the message, and one that does not cannot know
who or what is spoken of.`,
  fix: 'Have the sender write xsi:type with the type of the extension, or use NameID or one of the statements that SAML defines.',

  run({ root }) {
    const bare = ABSTRACT.flatMap((name) => (root ? [...elementsNamed(root, name)] : [])).find(
      (one) => one.namespaceURI === ns.saml && !attributeNamed(one, 'type', ns.xsi),
    );
    return bare ? { verdict: 'fail', at: [bare], data: { name: bare.localName } } : { verdict: 'pass' };
  },

  message: ({ name }) => `${name} has no xsi:type.`,
});
