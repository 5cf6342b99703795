import { ROLE_SESSION_NAME_PATTERN, SOURCE_IDENTITY } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/source-identity-invalid',
  title: 'AWS cannot use the source identity',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:".',
    },
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'SourceIdentity, where present, has one AttributeValue.',
    },
  ],
  why: `The source identity stays with the session whatever role it takes on next, so that CloudTrail can tell who acted. AWS
allows the characters of a session name, and refuses the login otherwise.`,
  fix: `Have the identity provider send another value, such as the mail address, or leave the attribute out.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (attributesNamed(assertion, SOURCE_IDENTITY).length > 0 ? undefined : 'there is no SourceIdentity'),

  run(assertion, facts) {
    const [attribute, ...others] = attributesNamed(assertion, SOURCE_IDENTITY);
    if (!attribute) return { verdict: 'pass' };
    const values = [attribute, ...others].flatMap((one) => one.values);
    const [first] = values;
    const says =
      values.length === 1 && first
        ? objection(first.value)
        : `there ${values.length === 0 ? 'is no value' : `are ${counted(values.length, 'value')}`}, and AWS takes exactly one`;
    if (says === undefined) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [first?.at ?? attribute.element],
      data: { value: first ? ` ${shown(first.value)}` : '', says },
      expected: '2 to 64 of the letters a-z and A-Z, digits and _ + = , . @ -, not beginning with aws:',
      actual: first ? shown(first.value) : 'no value',
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          'send a value without these characters as SourceIdentity, or none',
        ),
      ],
    };
  },

  message: ({ value, says }) => `AWS refuses the source identity${value}: ${says}.`,
});

function objection(value: string): string | undefined {
  if (/^aws:/i.test(value)) return 'it begins with aws:, which is kept for AWS';
  if (ROLE_SESSION_NAME_PATTERN.test(value)) return undefined;
  if (value.length < 2) return 'it is shorter than 2 characters';
  if (value.length > 64) return `it has ${value.length} characters, and 64 are the most`;
  const [illegal = ''] = /[^a-zA-Z_0-9+=,.@-]/.exec(value) ?? [];
  return `${illegal === ' ' ? 'the space' : shown(illegal)} is not allowed`;
}
