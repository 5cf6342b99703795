import { ns } from '../../xml/namespaces.ts';
import { childrenNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/attribute-statement-count',
  title: 'The assertion holds more than one AttributeStatement',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [sdp('IDP10', 'The assertion must hold one AttributeStatement at most.')],
  why: 'Some service providers read the first AttributeStatement alone, so that attributes in the second never arrive.',
  fix: 'Have the identity provider put all attributes into one AttributeStatement.',

  run({ element }) {
    const [, second, ...more] = childrenNamed(element, ns.saml, 'AttributeStatement');
    if (!second) return { verdict: 'pass' };
    return { verdict: 'fail', at: [second], data: { count: more.length + 2 } };
  },

  message: ({ count }) => `There are ${count} AttributeStatements in the assertion.`,
});
