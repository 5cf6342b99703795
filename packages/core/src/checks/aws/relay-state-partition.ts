import type { Assertion } from '../../saml/model.ts';
import { partitionById, readAcsUrl } from '../../vendors/aws.ts';
import { readAwsLanding } from '../../vendors/aws-relay-state.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/relay-state-partition',
  title: 'RelayState leads to another partition of AWS than the one that signs the user in',
  severity: 'warning',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
      says: 'An account belongs to one partition; accounts, credentials and endpoints of partitions are apart.',
    },
  ],
  why: `AWS, AWS GovCloud (US) and AWS China are apart: a session of one is worth nothing in another. The user is signed in, and
arrives at a console that knows nothing of it.`,
  fix: `At the identity provider, set RelayState to a URL of the partition whose ACS URL receives the response, or the
other way round.`,

  skip: ({ assertions, delivery }, facts) =>
    notAws(facts) ??
    (readAwsLanding(delivery?.relayState ?? '') === undefined
      ? 'the capture shows no RelayState that leads to AWS'
      : recipientOf(assertions) === undefined
        ? 'there is no Recipient that is an ACS URL of AWS'
        : undefined),

  run({ assertions, delivery }, facts) {
    const relayState = delivery?.relayState ?? '';
    const landing = readAwsLanding(relayState);
    const recipient = recipientOf(assertions);
    if (!landing || !recipient || landing.partition === recipient.partition.id) return { verdict: 'pass' };
    const { partition } = recipient;
    const other = partitionById(landing.partition);
    return {
      verdict: 'fail',
      at: [recipient.at],
      data: { to: other?.name ?? landing.partition, from: partition.name },
      expected: `a URL of ${partition.name}`,
      actual: shown(relayState),
      remedies: [
        atIdentityProvider(
          facts,
          'relayState',
          `set RelayState to a URL of ${partition.name}, or the ACS URL to one of ${other?.name ?? landing.partition}`,
        ),
      ],
    };
  },

  message: ({ to, from }) => `The response goes to ${from}, and RelayState leads to ${to}.`,
});

/** The first Recipient that is an ACS URL of AWS, and the partition it belongs to. */
function recipientOf(assertions: readonly Assertion[]) {
  for (const { subject } of assertions) {
    for (const { recipient } of subject?.confirmations ?? []) {
      const acsUrl = recipient && readAcsUrl(recipient.value);
      if (acsUrl) return { partition: acsUrl.partition, at: recipient.at };
    }
  }
  return undefined;
}
