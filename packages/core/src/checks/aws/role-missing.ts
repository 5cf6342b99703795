import { ROLE, readRolePair } from '../../vendors/aws.ts';
import { attributeMeant, attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider, isEntra, notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/role-missing',
  title: 'The assertion names no role for AWS',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'The assertion must have an Attribute named https://aws.amazon.com/SAML/Attributes/Role with at least one AttributeValue.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Without it the sign-in page says "Your request included an invalid SAML response".',
    },
  ],
  why: `The Role attribute lists the roles that the user may take on. Without it AWS has nothing to offer and answers
"Your request included an invalid SAML response. To logout, click here." The name is compared literally, upper and lower case
included.`,
  fix: `Map the roles to an attribute named https://aws.amazon.com/SAML/Attributes/Role, and see that this user has at least one
assigned.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (assertion.encryptedAttributes.length > 0
      ? 'attributes are encrypted and were not read'
      : readInPart(assertion.element)),

  run(assertion, facts) {
    const named = attributesNamed(assertion, ROLE);
    if (named.some(({ values }) => values.length > 0)) return { verdict: 'pass' };
    const [empty] = named;
    const meant = attributeMeant(assertion, ROLE);
    const elsewhere = assertion.attributes.find(({ values }) =>
      values.slice(0, 4).some(({ raw }) => raw.length < 4096 && readRolePair(raw).order !== undefined),
    );
    const near =
      meant?.says ??
      (elsewhere?.name &&
        `Role and provider ARNs stand in the attribute ${shown(elsewhere.name.raw)}, which AWS does not read.`);
    const at = empty ?? meant?.attribute ?? elsewhere;
    return {
      verdict: 'fail',
      at: [at?.element ?? assertion.element],
      data: { what: empty ? 'has no value' : 'is missing' },
      expected: ROLE,
      actual: empty
        ? 'the attribute without a value'
        : (shownName(meant?.attribute.name?.raw) ?? 'no such attribute'),
      ...(near && { nearMiss: near }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          near
            ? `name the attribute \`${ROLE}\` exactly`
            : `send an attribute named \`${ROLE}\` with the role and the provider of this user`,
        ),
        ...(isEntra(facts)
          ? [
              {
                end: 'identity provider' as const,
                do: 'In Microsoft Entra ID, at Enterprise applications > (application) > Users and groups: see that the user is assigned a role imported from AWS. "Default Access" sends no role.',
              },
            ]
          : []),
      ],
    };
  },

  message: ({ what }) => `The attribute ${ROLE}, by which AWS learns the roles of the user, ${what}.`,
});

function shownName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : shown(name);
}
