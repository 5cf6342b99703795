import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, notRequired, requirementsOf, sourceOf } from '../sp-requirements.ts';
import { allOf, anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/required-attribute-missing',
  title: 'An attribute is missing that the service provider cannot do without',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4.2',
      says: 'isRequired says that the service provider needs an attribute in order to work; some say so in their manuals instead.',
    },
  ],
  why: `The service provider signs nobody in without this attribute, or makes an account with a placeholder in its place. Names
are compared literally: an attribute of the same meaning under another name does not count.`,
  fix: `Map the attribute at the identity provider, under one of the names that the service provider reads.`,

  skip: (assertion, facts) =>
    notRequired(facts, 'attributes') ??
    (assertion.encryptedAttributes.length > 0
      ? 'attributes are encrypted and were not read'
      : readInPart(assertion.element)),

  run({ attributes, element }, facts) {
    const filled = new Set(
      attributes.flatMap(({ name, values }) =>
        name && values.some(({ value }) => value !== '') ? [name.value] : [],
      ),
    );
    const missing = (requirementsOf(facts).attributes ?? []).filter(
      ({ names }) => !names.some((one) => filled.has(one)),
    );
    const [first] = missing;
    if (!first) return { verdict: 'pass' };
    const near = attributes.find(({ name }) =>
      first.names.some(
        (one) => name !== undefined && name.value !== one && name.value.toLowerCase() === one.toLowerCase(),
      ),
    );
    return {
      verdict: 'fail',
      at: [near?.element ?? element],
      data: {
        provider: nameServiceProvider(facts),
        names: allOf(missing.map(({ names }) => names[0])),
        purpose: first.purpose,
        source: sourceOf(facts),
      },
      expected: missing.map(({ names }) => anyOf(names)).join('\n'),
      actual:
        attributes.length === 0
          ? 'no attribute'
          : allOf(attributes.flatMap(({ name }) => (name ? [shown(name.raw)] : []))),
      ...(near?.name && {
        nearMiss: `There is ${shown(near.name.raw)}, in another case; names of attributes are compared literally.`,
      }),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          `send an attribute named ${missing.map(({ names }) => `\`${names[0]}\``).join(' and ')}`,
        ),
      ],
    };
  },

  message: ({ provider, names, purpose, source }) =>
    `${provider} needs the attribute ${names}, since ${purpose} (${source}).`,
});
