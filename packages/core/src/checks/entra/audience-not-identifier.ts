import { withoutNumber } from '../../entra/application.ts';
import { readServicePrincipalName } from '../application-id.ts';
import { defineCheck } from '../check.ts';
import {
  audiencesOf,
  configured,
  entraPages,
  nameApplication,
  noApplicationGiven,
} from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/audience-not-identifier',
  title: 'The Audience is no identifier of the application given',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'Audience is the identifier that the login asked for, or the default one where it begins at Entra ID.',
    },
  ],
  why: `Microsoft Entra ID writes only identifiers of the application into Audience. So this token was made for another
application of the tenant, or before the identifiers were changed, or the claims of the application override the audience.`,
  fix: `See that the export from Entra ID is of the application that signed the user in, and that it is not older than
the message.`,

  skip: (assertion, facts) =>
    noApplicationGiven(facts) ??
    (assertion.conditions?.audienceRestrictions.some(({ audiences }) => audiences.length > 0)
      ? undefined
      : 'there is no Audience'),

  run(assertion, facts) {
    const { entraApplication: app } = facts;
    const [audience] = (assertion.conditions?.audienceRestrictions ?? []).flatMap(
      ({ audiences }) => audiences,
    );
    if (!app || !audience) return { verdict: 'pass' };
    const name = readServicePrincipalName(audience.value) ?? audience.value;
    const own = [...audiencesOf(app), ...(app.appId === undefined ? [] : [app.appId])];
    if (own.includes(name) || own.includes(withoutNumber(name))) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [audience.at],
      data: { audience: shown(audience.raw), application: nameApplication(app) },
      expected: [
        configured(app.identifiers, 'no identifier'),
        ...(app.appId === undefined ? [] : [`spn:${app.appId}`]),
      ].join('\n'),
      actual: shown(audience.raw),
      remedies: [
        {
          end: 'you',
          do: `Find the application that has ${shown(name)} as identifier or application ID (az ad sp list --filter "servicePrincipalNames/any(n:n eq '${name.slice(0, 200)}')"), and give its export.`,
        },
      ],
      explains: [{ check: 'entra/reply-url-unknown', on: assertion.element }],
    };
  },

  message: ({ audience, application }) =>
    `The Audience ${audience} is no identifier of ${application}: the token is of another application, or older than the export.`,
});
