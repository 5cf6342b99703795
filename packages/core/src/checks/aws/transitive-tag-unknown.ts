import { PRINCIPAL_TAG_PREFIX, TRANSITIVE_TAG_KEYS } from '../../vendors/aws.ts';
import { attributesNamed, principalTags } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { anyOf, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/transitive-tag-unknown',
  title: 'TransitiveTagKeys names a tag that the assertion does not set',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
      says: 'Transitive tags are session tags that persist when the session takes on another role; TransitiveTagKeys lists their keys.',
    },
  ],
  why: `A tag that is to last when the session takes on another role must first be a tag of the session. A key that no
\`PrincipalTag:\` attribute sets has nothing to pass on.`,
  fix: `Have the identity provider list the keys alone, without \`PrincipalTag:\`, of tags that the same assertion
sets; or send the tag.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (attributesNamed(assertion, TRANSITIVE_TAG_KEYS).length > 0
      ? undefined
      : 'there is no TransitiveTagKeys') ??
    (assertion.encryptedAttributes.length > 0 ? 'attributes are encrypted and were not read' : undefined),

  run(assertion, facts) {
    const keys = principalTags(assertion).map(({ key }) => key);
    const known = new Set(keys.map((key) => key.toLowerCase()));
    const values = attributesNamed(assertion, TRANSITIVE_TAG_KEYS).flatMap((attribute) => attribute.values);
    const bad = values.filter(({ value }) => !known.has(value.toLowerCase()));
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    const bare = first.value.replace(
      /^(?:https:\/\/aws\.amazon\.com\/SAML\/Attributes\/)?PrincipalTag:/i,
      '',
    );
    const near =
      bare !== first.value && known.has(bare.toLowerCase())
        ? 'It is written with `PrincipalTag:`; the key alone is wanted.'
        : first.value.includes(',')
          ? 'It holds a comma; each key belongs in an AttributeValue of its own.'
          : undefined;
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: {
        key: shown(first.value),
        more: rest.length > 0 ? `; ${counted(rest.length, 'more key')} likewise` : '',
      },
      expected: keys.length === 0 ? 'no key: the assertion sets no tags' : anyOf(keys.map(shown)),
      actual: shown(first.value),
      ...(near && { nearMiss: near }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          near
            ? 'correct the keys in TransitiveTagKeys'
            : `send the tag itself as \`${PRINCIPAL_TAG_PREFIX}${first.value.slice(0, 128)}\`, or leave its key out of TransitiveTagKeys`,
        ),
      ],
    };
  },

  message: ({ key, more }) => `TransitiveTagKeys names ${key}, and no PrincipalTag attribute sets it${more}.`,
});
