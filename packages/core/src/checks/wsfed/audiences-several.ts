import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'wsfed/audiences-several',
  title: 'A token of WS-Federation is for more than one audience',
  severity: 'warning',
  since: 'next',
  on: 'saml11Message',
  needs: [],
  cites: [
    {
      spec: 'ms-mwbf',
      section: '2.2.4.2',
      says: 'AudienceRestrictionCondition must contain one and only one Audience, the URI of the relying party.',
    },
  ],
  why: `Each relying party named may take the token to the others and log in there as the user. Some read the first Audience
alone, and refuse the token where they are second.`,
  fix: 'At the identity provider, give each relying party an identifier of its own, and issue each a token of its own.',

  skip: ({ carrier }) => (carrier === 'token-response' ? undefined : 'it is not the token of WS-Federation'),

  run({ assertions }) {
    const audiences = assertions.flatMap(({ conditions }) =>
      (conditions?.audienceRestrictions ?? []).flatMap((one) => one.audiences),
    );
    const [, second, ...rest] = audiences;
    if (!second) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        second.at,
        rest.map(({ at }) => at),
      ),
      data: { names: allOf(audiences.map(({ value }) => shown(value))) },
    };
  },

  message: ({ names }) => `The token is for ${names}.`,
});
