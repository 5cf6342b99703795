import { defineCheck } from '../check.ts';
import {
  audiencesOf,
  configured,
  entraPages,
  nameApplication,
  noApplicationGiven,
} from '../entra-application.ts';
import { explainNearMiss } from '../near-miss.ts';
import { atIdentityProvider, isAws, quoted, withOrigin } from '../remedies.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/identifier-missing',
  title: 'The application has no identifier that the service provider goes by',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: ['audiences'],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'Audience is the identifier that the login asked for, or the default one where it begins at Entra ID.',
    },
  ],
  why: `An Audience can only be what the application has as Identifier, or \`spn:\` and its application ID. Where none of its
identifiers is a name of the service provider, no login can come with the right Audience, however it begins.`,
  fix: `Add the service provider's entityID to the identifiers of the application, and make it the default.`,

  skip: (assertion, facts) =>
    noApplicationGiven(facts) ??
    (assertion.conditions?.audienceRestrictions.some(({ audiences }) => audiences.length > 0)
      ? undefined
      : 'there is no Audience; conditions/audience-missing is about that'),

  run(assertion, facts) {
    const { entraApplication: app, audiences: wanted } = facts;
    const values = wanted.map(({ value }) => value);
    const stated = (assertion.conditions?.audienceRestrictions ?? []).flatMap(({ audiences }) => audiences);
    const [first, ...rest] = stated;
    const offered = app ? audiencesOf(app) : [];
    if (!app || !first || offered.some((one) => values.includes(one))) return { verdict: 'pass' };
    if (stated.some(({ raw }) => values.includes(raw))) return { verdict: 'pass' };
    const nearMiss = offered
      .map((one) => explainNearMiss(one, values, { field: 'Audience', facts }))
      .find((sentence) => sentence !== undefined);
    return {
      verdict: 'fail',
      at: [first.at, ...rest.slice(0, 19).map(({ at }) => at)],
      data: {
        application: nameApplication(app),
        audience: allOf(stated.map(({ raw }) => shown(raw))),
        wanted: anyOf(values.map(shown)),
      },
      expected: withOrigin(wanted),
      actual: configured(app.identifiers, 'no identifier but the application ID'),
      ...(nearMiss && { nearMiss: `Of the identifier: ${nearMiss}` }),
      remedies: [
        atIdentityProvider(
          facts,
          'audience',
          `add ${quoted(wanted)} as Identifier (Entity ID) and mark it as the default${
            isAws(facts)
              ? '; where another application of the tenant has it already, with `#1`, `#2`… appended, which Entra ID leaves out of the token'
              : ''
          }`,
        ),
      ],
    };
  },

  message: ({ application, audience, wanted }) =>
    `The Audience is ${audience} and cannot be ${wanted}, since ${application} has no such identifier.`,
});
