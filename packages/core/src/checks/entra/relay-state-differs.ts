import { defineCheck } from '../check.ts';
import { entraPages, nameApplication, noServicePrincipalGiven } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/relay-state-differs',
  title: 'RelayState is not the one that the application is set to',
  severity: 'note',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.graph,
      says: 'samlSingleSignOnSettings.relayState is the relative URI that the service provider is to go to after a login that begins at Entra ID.',
    },
  ],
  why: `RelayState says where the user lands. In a login that begins at Microsoft Entra ID it is the Relay State of the
application; where it came out otherwise, the user lands somewhere else, or on an error page of the service provider.`,
  fix: 'In Entra ID, set the Relay State of the application to the page meant, or leave it empty.',

  skip: ({ inResponseTo, delivery }, facts) =>
    noServicePrincipalGiven(facts) ??
    (inResponseTo
      ? 'it answers a request, whose RelayState it returns'
      : delivery?.parameter === undefined
        ? 'the capture does not show with what parameters it was sent'
        : undefined),

  run({ delivery, element }, { entraApplication: app }) {
    const sent = delivery?.relayState;
    if (!app || (sent ?? '') === (app.relayState ?? '')) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: {
        sent: sent === undefined ? 'no RelayState' : `the RelayState ${shown(sent)}`,
        set: app.relayState === undefined ? 'none' : shown(app.relayState),
        application: nameApplication(app),
      },
      expected: app.relayState === undefined ? 'none' : `${shown(app.relayState)} (samlSingleSignOnSettings)`,
      actual: sent === undefined ? 'none' : shown(sent),
      remedies: [
        {
          end: 'identity provider',
          do: 'In Microsoft Entra ID, at Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Relay State: enter the page meant.',
        },
      ],
    };
  },

  message: ({ sent, set, application }) => `The response came with ${sent}; ${application} is set to ${set}.`,
});
