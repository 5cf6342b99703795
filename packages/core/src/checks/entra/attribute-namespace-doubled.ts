import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { places } from '../places.ts';
import { atIdentityProvider, isAws } from '../remedies.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/attribute-namespace-doubled',
  title: 'The name of an attribute has its namespace twice, or a slash too many',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.claims,
      says: 'A claim has a name and a namespace; the attribute is called by the namespace, a slash and the name.',
    },
  ],
  why: `Microsoft Entra ID joins the namespace of a claim and its name with a slash. Whoever enters the whole name as name, and
the namespace besides, gets it twice; a namespace that ends in a slash makes two of them. Service providers compare names
literally and see an attribute they do not know.`,
  fix: `In Microsoft Entra ID, enter the last part as name and the rest, without a slash at its end, as namespace; or the whole
as name and leave the namespace empty.`,

  skip: (_, facts) =>
    notEntra(facts) ??
    (isAws(facts)
      ? 'aws/attribute-misnamed and aws/role-missing are about the attributes of AWS'
      : undefined),

  run({ attributes }, facts) {
    const wrong = attributes.flatMap(({ name }) => {
      const meant = name && meantBy(name.value);
      return name && meant !== undefined ? [{ name, meant }] : [];
    });
    const [first, ...rest] = wrong;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.name.at,
        rest.map(({ name }) => name.at),
      ),
      data: { names: allOf(wrong.map(({ name }) => shown(name.raw))) },
      expected: wrong
        .slice(0, 6)
        .map(({ meant }) => shown(meant))
        .join('\n'),
      actual: wrong
        .slice(0, 6)
        .map(({ name }) => shown(name.raw))
        .join('\n'),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          'edit the claim: the whole name as name with the namespace empty, or the namespace without a slash at its end',
        ),
      ],
    };
  },

  message: ({ names }) => `The service provider is sent ${names}, which is no name that it knows.`,
});

/** The name without what is too much; `undefined` where nothing is. */
function meantBy(name: string): string | undefined {
  const inner = Math.max(name.lastIndexOf('http://'), name.lastIndexOf('https://'));
  if (inner > 0) return name.slice(inner);
  const scheme = /^https?:\/\//.exec(name)?.[0];
  if (scheme === undefined) return undefined;
  const path = name.slice(scheme.length);
  return path.includes('//') ? scheme + path.replace(/\/{2,}/g, '/') : undefined;
}
