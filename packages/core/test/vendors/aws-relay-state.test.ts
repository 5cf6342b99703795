import { expect, test } from 'vitest';
import { type AwsLanding, readAwsLanding } from '../../src/vendors/aws-relay-state.ts';

// [RelayState, where it leads, why it is here]
test.each<[string, AwsLanding | undefined, string]>([
  [
    'https://appstream2.us-west-2.aws.amazon.com/saml?stack=Design&accountId=111122223333',
    {
      partition: 'aws',
      product: 'aws-appstream',
      region: 'us-west-2',
      stack: 'Design',
      account: '111122223333',
    },
    'as the manual has it',
  ],
  [
    'https://appstream2.us-gov-west-1.amazonaws-us-gov.com/saml?accountId=111122223333&stack=Design',
    {
      partition: 'aws-us-gov',
      product: 'aws-appstream',
      region: 'us-gov-west-1',
      stack: 'Design',
      account: '111122223333',
    },
    'GovCloud, the other way round',
  ],
  [
    'https://appstream2.us-west-2.aws.amazon.com/saml?stack=Design',
    { partition: 'aws', product: 'aws-appstream', region: 'us-west-2', stack: 'Design' },
    'without an account',
  ],
  [
    'https://appstream2.euc-sso-fips.us-east-1.aws.amazon.com/saml?stack=Design&accountId=111122223333',
    {
      partition: 'aws',
      product: 'aws-appstream',
      region: 'us-east-1',
      stack: 'Design',
      account: '111122223333',
    },
    'the newer endpoints',
  ],
  [
    'https://workspaces.euc-sso.ap-northeast-1.aws.amazon.com/sso-idp?registrationCode=WSnrt+ABC123',
    { partition: 'aws', product: 'aws-workspaces', region: 'ap-northeast-1' },
    'WorkSpaces',
  ],
  ['https://quicksight.aws.amazon.com', { partition: 'aws', product: 'aws-quicksight' }, 'QuickSight'],
  [
    'https://eu-west-1.quicksight.aws.amazon.com/sn/start',
    { partition: 'aws', product: 'aws-quicksight', region: 'eu-west-1' },
    'QuickSight in a region',
  ],
  [
    'https://us-east-1.console.aws.amazon.com/connect/federate/178c75e4-b3de-4839-a6aa-e321ab3f3770?destination=%2Fccp-v2',
    { partition: 'aws', product: 'aws-connect', region: 'us-east-1' },
    'Amazon Connect',
  ],
  [
    'https://console.amazonaws-us-gov.com/connect/federate/178c75e4-b3de-4839-a6aa-e321ab3f3770',
    { partition: 'aws-us-gov', product: 'aws-connect' },
    'Amazon Connect in GovCloud',
  ],
  ['https://console.aws.amazon.com/console/home', { partition: 'aws' }, 'the console'],
  ['https://console.amazonaws.cn/', { partition: 'aws-cn' }, 'the console in China'],
  ['https://quicksight.aws.amazon.com.evil.example/', undefined, 'a host that begins alike'],
  ['http://quicksight.aws.amazon.com/', undefined, 'not over TLS'],
  ['https://appstream2.evil.example/saml?stack=x', undefined, 'another host'],
  ['', undefined, 'nothing'],
])('%s', (relayState, expected) => {
  expect(readAwsLanding(relayState)).toEqual(expected);
});
