import { SESSION_DURATION, SESSION_DURATION_MAX, SESSION_DURATION_MIN } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/session-duration-invalid',
  title: 'AWS cannot use the session duration',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'SessionDuration, where present, has one AttributeValue: a whole number of seconds between 900 and 43200.',
    },
  ],
  why: `SessionDuration says how long a console session lasts. AWS takes a whole number of seconds from 15 minutes to 12 hours, and
nothing else.`,
  fix: `Have the identity provider send a number of seconds between 900 and 43200, or leave the attribute out for the
default of one hour.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (attributesNamed(assertion, SESSION_DURATION).length > 0 ? undefined : 'there is no SessionDuration'),

  run(assertion, facts) {
    const [attribute, ...others] = attributesNamed(assertion, SESSION_DURATION);
    if (!attribute) return { verdict: 'pass' };
    const values = [attribute, ...others].flatMap((one) => one.values);
    const [first] = values;
    const says =
      values.length === 1 && first
        ? objection(first.value)
        : `it has ${values.length === 0 ? 'no value' : `${values.length} values`}, and AWS takes exactly one`;
    if (says === undefined) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [first?.at ?? attribute.element],
      data: { value: first ? ` of ${shown(first.value)}` : '', says },
      expected: `${SESSION_DURATION_MIN} to ${SESSION_DURATION_MAX}`,
      actual: first ? shown(first.value) : 'no value',
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          'send SessionDuration as a number of seconds between 900 and 43200, or not at all',
        ),
      ],
    };
  },

  message: ({ value, says }) => `AWS refuses the SessionDuration${value}: ${says}.`,
});

function objection(value: string): string | undefined {
  if (value === '') return 'it is empty; leave the attribute out for users that have none';
  if (!/^\d{1,9}$/.test(value)) {
    return /^P/.test(value)
      ? 'it is written as an XML duration, and a plain number of seconds is wanted'
      : 'it is not a whole number of seconds';
  }
  const seconds = Number(value);
  if (seconds >= SESSION_DURATION_MIN && seconds <= SESSION_DURATION_MAX) return undefined;
  if (seconds > SESSION_DURATION_MAX) return `${SESSION_DURATION_MAX} seconds, 12 hours, are the most`;
  const asMinutes = seconds >= 15 && seconds <= 720 ? `; as minutes it would be ${seconds * 60} seconds` : '';
  return `${SESSION_DURATION_MIN} seconds, 15 minutes, are the least${asMinutes}`;
}
