import { ROLE } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { entraPages, nameApplication, noServicePrincipalGiven } from '../entra-application.ts';
import { notAws } from '../remedies.ts';

export default defineCheck({
  id: 'entra/assignment-not-required',
  title: 'Anybody in the tenant may sign in to the application, with or without a role',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.graph,
      says: 'appRoleAssignmentRequired says whether users must be assigned to the application before they can sign in.',
    },
  ],
  why: `Where assignment is not required, Microsoft Entra ID lets users through who have no role of the application, and sends no
Role attribute for them. AWS then shows an error that says nothing of it. Required, they would be told AADSTS50105, which
names the cause.`,
  fix: 'In Entra ID, switch "Assignment required?" on, and assign users and groups to roles.',

  skip: (assertion, facts) =>
    noServicePrincipalGiven(facts) ??
    notAws(facts) ??
    (attributesNamed(assertion, ROLE).length > 0 ? 'the user has a role' : undefined),

  run({ element }, facts) {
    const { entraApplication: app } = facts;
    if (app?.assignmentRequired !== false) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { application: nameApplication(app) },
      expected: 'appRoleAssignmentRequired: true',
      actual: 'appRoleAssignmentRequired: false',
      remedies: [
        {
          end: 'identity provider',
          do: 'In Microsoft Entra ID, at Enterprise applications > (application) > Properties: set "Assignment required?" to Yes, and assign the user a role at Users and groups.',
        },
      ],
    };
  },

  message: ({ application }) =>
    `The user came without a role, and ${application} lets in whoever is in the tenant.`,
});
