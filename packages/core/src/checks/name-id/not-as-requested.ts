import { nameIdFormats, shortName } from '../../saml/names.ts';
import { answersNothing } from '../asked.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/not-as-requested',
  title: 'The NameID has another format than the request asked for',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['request'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1.1, 3.4.1.4',
      says: 'Where NameIDPolicy names a Format, the identity provider must answer with a NameID of that format, or with an error.',
    },
    {
      spec: 'saml-errata',
      section: 'E15',
      says: 'Format and SPNameQualifier of the NameID must be identical to those of NameIDPolicy, where it has them.',
    },
  ],
  why: `The service provider asked for a kind of name it can use, and gets another. It refuses the login, or files the user
under a name of the wrong kind.`,
  fix: `Have the request ask for the format that the identity provider is set to, or for none; or set the format at the
identity provider.`,

  skip(assertion, facts) {
    if (!assertion.subject?.nameId) return 'there is no NameID to compare';
    if (!facts.request) return answersNothing(assertion, facts);
    const wanted = facts.request.nameIdPolicy?.format?.value;
    return wanted === undefined || wanted === nameIdFormats.unspecified || wanted === nameIdFormats.encrypted
      ? 'the request does not ask for a format'
      : undefined;
  },

  run({ subject }, facts) {
    const wanted = facts.request.nameIdPolicy?.format?.value ?? '';
    const nameId = subject?.nameId;
    const actual = nameId?.format?.value ?? nameIdFormats.unspecified;
    if (!nameId || actual === wanted) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId.format?.at ?? nameId.at],
      data: { wanted: shown(shortName(wanted)), actual: shown(shortName(actual)) },
      expected: `${shown(wanted)} (NameIDPolicy of the request)`,
      actual: nameId.format ? shown(nameId.format.raw) : 'no Format, which means unspecified',
      remedies: [
        atIdentityProvider(facts, 'nameId', `set the format of NameID to ${shown(wanted)}`),
        { end: 'service provider', do: `Or ask for ${shown(actual)}, or for no format, in NameIDPolicy.` },
      ],
    };
  },

  message: ({ wanted, actual }) =>
    `The request asked for a NameID of the format ${wanted}; this one is ${actual}.`,
});
