import { expect, test } from 'vitest';
import { buildClaimsPolicy } from '../../../testkit/src/graph.ts';
import { readClaimsPolicy } from '../../src/entra/claims-policy.ts';

const ROLE = 'https://aws.amazon.com/SAML/Attributes/Role';

test('the JSON in the text of a definition is read', () => {
  const policy = buildClaimsPolicy([
    { name: ROLE, source: 'user.assignedroles' },
    { name: 'duration', value: '900' },
  ]);
  expect(readClaimsPolicy(policy, 'p')).toEqual([
    { samlName: ROLE, from: 'user.assignedroles', fixed: false },
    { samlName: 'duration', from: 'the value "900"', fixed: true },
  ]);
});

test('what is in the text will do by itself, as will one policy without a list', () => {
  const inner = {
    ClaimsMappingPolicy: { ClaimsSchema: [{ Source: 'user', ID: 'mail', SamlClaimType: 'm' }] },
  };
  const expected = [{ samlName: 'm', from: 'user.mail', fixed: false }];
  expect(readClaimsPolicy(JSON.stringify(inner), 'p')).toEqual(expected);
  expect(readClaimsPolicy(JSON.stringify({ definition: [JSON.stringify(inner)] }), 'p')).toEqual(expected);
});

test('what makes no attribute is left out', () => {
  const schema = [
    { Source: 'user', ID: 'upn', JwtClaimType: 'upn' },
    {
      Source: 'user',
      ID: 'mail',
      SamlClaimType: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
    },
    { Source: 'transformation', ID: 'joined', TransformationId: 'j', SamlClaimType: 'joined' },
  ];
  const text = JSON.stringify({ ClaimsMappingPolicy: { ClaimsSchema: schema } });
  expect(readClaimsPolicy(text, 'p')).toEqual([
    { samlName: 'joined', from: 'a transformation', fixed: false },
  ]);
});

test.each([
  ['{}', /^p: there is no ClaimsMappingPolicy in it\.$/],
  ['{"definition":["{"]}', /^p, definition\[0\]: /],
  ['{"definition":[7]}', /definition\[0\] is a number, where a text is expected/],
])('%s is refused', (text, says) => {
  expect(() => readClaimsPolicy(text, 'p')).toThrow(says);
});
