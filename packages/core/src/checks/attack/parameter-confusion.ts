import type { Rival } from '../../dsig/detached.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/parameter-confusion',
  title: 'A parameter beside the signed one may be read in its place',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1',
      says: 'The signature is over the message parameter, RelayState and SigAlg, one of each, in this order.',
    },
    advisory('CVE-2025-27773'),
  ],
  why: `A program that verifies the signature of a query often takes the query apart by itself, while the framework round it has
done so already. Where a name stands there twice, or in two spellings, or a request stands beside a response, the one may verify
what the identity provider signed and the other read what an attacker added.`,
  fix: refuse(
    'At the service provider, use software that refuses a query in which a parameter of SAML is not there just once.',
  ),

  skip: ({ rivals }) => (rivals.length > 0 ? undefined : 'each parameter is there once'),

  run({ rivals, signedMessage: message, state }) {
    const names = allOf([...new Set(rivals.map(({ name }) => name))]);
    const parameter = message.delivery?.parameter;
    // Of two with one name the first is verified, and this may be the second.
    const first = !rivals.some(({ how, name }) => how === 'repeated' && name === parameter);
    return {
      verdict: 'fail',
      at: [message.element],
      data: {
        message: nameElement(message.element),
        rivals: allOf(rivals.map(told)),
        matches: first && state === 'matches',
      },
      expected: `${names} once, and nothing that may be taken for it`,
      actual: allOf(rivals.map(told)),
      explains: [{ check: 'binding/signature-undecidable' }, { check: 'binding/signature-mismatch' }],
    };
  },

  message: ({ message, rivals, matches }) =>
    `The query has ${rivals}${matches ? `; the signature holds for ${message}` : ''}, so what is verified and what is read may differ.`,
});

function told({ name, written, how }: Rival): string {
  switch (how) {
    case 'repeated':
      return `${name} more than once`;
    case 'disguised':
      return `${shown(written)} beside ${name}, which some software takes for the same`;
    case 'other-kind':
      return `${shown(written)} beside ${name}`;
  }
}
