import { defineCheck } from '../check.ts';
import { configured, entraPages, nameApplication, noApplicationGiven } from '../entra-application.ts';
import { explainNearMiss } from '../near-miss.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/reply-url-unknown',
  title: 'The response went to a URL that is no Reply URL of the application given',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'A response is sent to the URL that the request names, if the application lists it, or else to the default reply URL.',
    },
  ],
  why: `Recipient is always one of the Reply URLs of the application. So this token was made by another application of the
tenant, or before its Reply URLs were changed.`,
  fix: `See that the export from Entra ID is of the application that signed the user in, and that it is not older than
the message.`,

  skip: ({ subject }, facts) =>
    noApplicationGiven(facts) ??
    (subject?.confirmations.some(({ recipient }) => recipient) ? undefined : 'there is no Recipient'),

  run({ subject }, facts) {
    const { entraApplication: app } = facts;
    const recipient = subject?.confirmations.find((one) => one.recipient)?.recipient;
    if (!app || !recipient) return { verdict: 'pass' };
    const known = app.replyUrls.map(({ value }) => value);
    if (known.includes(recipient.value)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(recipient.raw, known, { field: 'Recipient', facts });
    return {
      verdict: 'fail',
      at: [recipient.at],
      data: { recipient: shown(recipient.raw), application: nameApplication(app) },
      expected: configured(app.replyUrls, 'no Reply URL at all'),
      actual: shown(recipient.raw),
      ...(nearMiss && { nearMiss }),
      remedies: [
        { end: 'you', do: 'Give the export of the application that made this token, as it is now.' },
      ],
    };
  },

  message: ({ recipient, application }) =>
    `Recipient is ${recipient}, which is no Reply URL of ${application}.`,
});
