import { ROLE_SESSION_NAME, ROLE_SESSION_NAME_PATTERN } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { allOf, codePoint, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/role-session-name-invalid',
  title: 'AWS cannot use the session name',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}.',
    },
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'RoleSessionName has exactly one AttributeValue.',
    },
  ],
  why: `AWS allows only some characters in a session name, between 2 and 64 of them, and refuses the login otherwise. So the
same set-up works for most users and fails for those with a space, an accent or a \`#\` in their name.`,
  fix: `Send another value: the mail address instead of the display name or the user principal name, or one from which the
identity provider removes what AWS does not allow.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (attributesNamed(assertion, ROLE_SESSION_NAME).some(({ values }) =>
      values.some(({ value }) => value !== ''),
    )
      ? undefined
      : 'there is no RoleSessionName; aws/role-session-name-missing is about that'),

  run(assertion, facts) {
    const values = attributesNamed(assertion, ROLE_SESSION_NAME).flatMap((attribute) => attribute.values);
    const [first, ...rest] = values;
    if (!first) return { verdict: 'pass' };
    if (rest.length > 0) {
      return {
        verdict: 'fail',
        at: places(
          first.at,
          rest.map(({ at }) => at),
        ),
        data: {
          value: shown(first.value),
          says: `it is one of ${values.length} values, and AWS takes exactly one`,
        },
        expected: 'one value',
        actual: counted(values.length, 'value'),
      };
    }
    if (ROLE_SESSION_NAME_PATTERN.test(first.value)) return { verdict: 'pass' };
    const guest = /#EXT#/i.test(first.value);
    return {
      verdict: 'fail',
      at: [first.at],
      data: { value: shown(first.value), says: objections(first.value) },
      expected: '2 to 64 of the letters a-z and A-Z, digits and _ + = , . @ -',
      actual: shown(first.value),
      ...(guest && {
        nearMiss:
          '`#EXT#` marks the user principal name of a guest in Microsoft Entra ID; members of the tenant have no such mark, so only guests fail.',
      }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          guest
            ? 'map RoleSessionName to user.mail, or remove `#EXT#` by a transformation'
            : 'map RoleSessionName to a value without these characters, such as the mail address',
        ),
      ],
    };
  },

  message: ({ value, says }) => `AWS refuses the session name ${value}: ${says}.`,
});

/** What in a name AWS does not allow. */
function objections(name: string): string {
  const illegal = [...new Set(name.replace(/[a-zA-Z_0-9+=,.@-]/g, ''))];
  const told = illegal
    .slice(0, 6)
    .map((one) => (/[!-~\p{L}]/u.test(one) ? `\`${one}\`` : one === ' ' ? 'the space' : codePoint(one)));
  const more = illegal.length > told.length ? [`${illegal.length - told.length} more`] : [];
  const parts: string[] = [];
  if (told.length > 0)
    parts.push(`${allOf([...told, ...more])} ${illegal.length === 1 ? 'is' : 'are'} not allowed`);
  if (name.length > 64) parts.push(`it has ${name.length} characters, and 64 are the most`);
  if (name.length < 2) parts.push('it has one character, and 2 are the least');
  return allOf(parts);
}
