import { authnContextClasses } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/class-misspelt',
  title: 'The authentication context class is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.2.2',
      says: 'AuthnContextClassRef is a URI that names an authentication context class.',
    },
  ],
  why: `Classes are compared literally. A service provider that asked for one, or that lets only some in, does not recognise
the one it gets.`,
  fix: `Have the identity provider write the class as SAML defines it.`,

  skip: ({ authnStatements }) =>
    authnStatements.some(({ classRef }) => classRef) ? undefined : 'there is no AuthnContextClassRef',

  run({ authnStatements }) {
    for (const { classRef } of authnStatements) {
      const near = classRef && misspelt(classRef.value, authnContextClasses.values());
      if (!classRef || !near) continue;
      return {
        verdict: 'fail',
        at: [classRef.at],
        data: { written: shown(classRef.raw) },
        expected: near.meant,
        actual: shown(classRef.raw),
        nearMiss: near.says,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ written }) => `AuthnContextClassRef is ${written}, which SAML does not define.`,
});
