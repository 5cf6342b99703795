import type { SignatureEvidence } from '../../dsig/evidence.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'signature/second-opinion-differs',
  title: 'Another library decides otherwise about the signature',
  severity: 'warning',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '3.2',
      says: 'A signature is valid where every reference and the signature value validate; there is one right answer.',
    },
  ],
  why: `Service providers on node-saml, passport-saml or samlify decide with xml-crypto. Where it accepts a signature that does not
hold, they may log in whomever the message names. Where it refuses one that holds, logins fail there and nowhere else.`,
  fix: `Where it accepts: do not accept the message, and tell those who run the service provider what it would believe. Where it
refuses: its own words say what the identity provider has to do differently.`,

  skip: ({ opinion }) => (opinion ? undefined : 'no second opinion was asked for'),

  run({ element, parent, opinion, outcome, covers }, { keys }) {
    if (!opinion) return { verdict: 'pass' };
    const intact = covers.length > 0;
    if (opinion.accepts === intact) return { verdict: 'pass' };
    if (intact && outcome === 'signer-unknown' && keys) {
      return { verdict: 'skip', because: 'it was not given the key under which the signature holds' };
    }
    return {
      verdict: 'fail',
      at: [element],
      data: {
        signed: nameElement(parent ?? element),
        library: opinion.library,
        accepts: opinion.accepts,
        fault: FAULT[outcome] ?? 'which holds',
        says: opinion.says.trim().replace(/\.$/, ''),
        believes:
          opinion.accepts && opinion.reads !== undefined
            ? `; a service provider on it would believe that the user is ${shown(opinion.reads)}`
            : '',
      },
      expected: `samlscope: ${intact ? 'it holds' : outcome}`,
      actual: `${opinion.library}: ${opinion.accepts ? 'it holds' : 'refused'}`,
    };
  },

  message: ({ signed, library, accepts, fault, says, believes }) =>
    `${library} ${accepts ? 'accepts' : 'refuses'} the Signature on ${signed}, ${fault}: ${says}${believes}.`,
});

const FAULT: Partial<Record<SignatureEvidence['outcome'], string>> = {
  'digest-mismatch': 'whose digest does not match',
  'value-mismatch': 'whose value matches under no key',
  undecidable: 'which a strict reader refuses',
};
