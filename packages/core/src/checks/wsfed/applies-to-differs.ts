import { defineCheck } from '../check.ts';
import { anyAssertionsOf } from '../stated-by.ts';
import { tokenResponseOf } from '../token-response.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'wsfed/applies-to-differs',
  title: 'The answer of WS-Federation and the token in it are for two relying parties',
  // A MUST of Microsoft's protocol, but the token alone is what relying parties judge by.
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'ms-mwbf',
      section: '2.2.4.1',
      says: 'The address in AppliesTo should be the realm of the relying party, and must duplicate what is in the Audience of the token.',
    },
  ],
  why: `AppliesTo stands outside what is signed, and the Audience inside. A proxy that hands tokens on goes by the one, and the
relying party by the other, which then refuses a token that was handed to the right place.`,
  fix: 'At the identity provider, have both written from one setting: the identifier of the relying party, which its requests give as wtrealm.',

  skip: (message) =>
    tokenResponseOf(message)?.appliesTo === undefined
      ? 'there is no AppliesTo'
      : anyAssertionsOf(message).some(({ conditions }) => conditions?.audienceRestrictions.length)
        ? undefined
        : 'the token names no Audience that can be read',

  run(message) {
    const appliesTo = tokenResponseOf(message)?.appliesTo;
    const audiences = anyAssertionsOf(message).flatMap(({ conditions }) =>
      (conditions?.audienceRestrictions ?? []).flatMap((one) => one.audiences),
    );
    const [first] = audiences;
    if (!appliesTo || !first || audiences.some(({ value }) => value === appliesTo.value))
      return { verdict: 'pass' };
    const named = allOf(audiences.map(({ value }) => shown(value)));
    return {
      verdict: 'fail',
      at: [appliesTo.at, first.at],
      data: { applies: shown(appliesTo.value), named },
      expected: named,
      actual: shown(appliesTo.value),
    };
  },

  message: ({ applies, named }) => `AppliesTo is ${applies}, and the Audience of the token is ${named}.`,
});
