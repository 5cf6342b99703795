import { expect, test } from 'vitest';
import { type AwsLanding, readAwsLanding } from '../../src/vendors/aws-relay-state.ts';

// [RelayState, where it leads, why it is here]
test.each<[string, AwsLanding | undefined, string]>([
  [
    'https://appstream2.us-west-2.aws.amazon.com/saml?stack=Design&accountId=111122223333',
    { product: 'Amazon AppStream 2.0', stack: 'Design', account: '111122223333' },
    'as the manual has it',
  ],
  [
    'https://appstream2.us-gov-west-1.amazonaws-us-gov.com/saml?accountId=111122223333&stack=Design',
    { product: 'Amazon AppStream 2.0', stack: 'Design', account: '111122223333' },
    'GovCloud, the other way round',
  ],
  [
    'https://appstream2.us-west-2.aws.amazon.com/saml?stack=Design',
    { product: 'Amazon AppStream 2.0', stack: 'Design' },
    'without an account',
  ],
  ['https://console.aws.amazon.com/console/home', undefined, 'the console'],
  ['https://appstream2.evil.example/saml?stack=x', undefined, 'another host'],
  ['', undefined, 'nothing'],
])('%s', (relayState, expected) => {
  expect(readAwsLanding(relayState)).toEqual(expected);
});
