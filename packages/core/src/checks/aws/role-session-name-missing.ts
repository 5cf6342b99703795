import { ROLE_SESSION_NAME } from '../../vendors/aws.ts';
import { attributeMeant, attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/role-session-name-missing',
  title: 'The assertion gives AWS no name for the session',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'The assertion must have an Attribute named https://aws.amazon.com/SAML/Attributes/RoleSessionName with one AttributeValue.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Without it the error is "RoleSessionName is required in AuthnResponse".',
    },
  ],
  why: `The session name tells the user's sessions apart, in the console and in CloudTrail. AWS refuses a login without one with
"RoleSessionName is required in AuthnResponse" (InvalidIdentityToken).`,
  fix: `Map an attribute that every user has, such as the mail address or the user principal name, to
https://aws.amazon.com/SAML/Attributes/RoleSessionName. Where only some users fail, that attribute is empty for them.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (assertion.encryptedAttributes.length > 0
      ? 'attributes are encrypted and were not read'
      : readInPart(assertion.element)),

  run(assertion, facts) {
    const named = attributesNamed(assertion, ROLE_SESSION_NAME);
    if (named.some(({ values }) => values.some(({ value }) => value !== ''))) return { verdict: 'pass' };
    const [empty] = named;
    const meant = attributeMeant(assertion, ROLE_SESSION_NAME);
    return {
      verdict: 'fail',
      at: [empty?.element ?? meant?.attribute.element ?? assertion.element],
      data: { what: empty ? 'has no value' : 'is missing' },
      expected: ROLE_SESSION_NAME,
      actual: empty
        ? 'the attribute without a value'
        : meant?.attribute.name
          ? shown(meant.attribute.name.raw)
          : 'no such attribute',
      ...(meant && { nearMiss: meant.says }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          meant
            ? `name the attribute \`${ROLE_SESSION_NAME}\` exactly`
            : `map a value that every user has, such as the mail address, to \`${ROLE_SESSION_NAME}\``,
        ),
      ],
    };
  },

  message: ({ what }) => `The attribute ${ROLE_SESSION_NAME}, which names the session, ${what}.`,
});
