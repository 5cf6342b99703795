import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { explanationsOf, proven } from '../explained.ts';
import { places } from '../places.ts';

export default defineCheck({
  id: 'signature/undecidable',
  title: 'Whether the signature holds could not be decided',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '3.2',
      says: 'A signature is valid only where every reference and the signature value can be validated.',
    },
    {
      spec: 'saml-core',
      section: '5.4',
      says: 'SAML allows only a narrow form of XML Signature: one reference by ID, and no transforms but enveloped-signature and exclusive canonicalisation.',
    },
  ],
  why: `A signature that cannot be decided proves nothing, and a receiver has to treat the message as if it had none. Some of
the causes are old algorithms or unusual products; others are what attacks look like.`,
  fix: `See what is named here. Where it is an algorithm, have the identity provider use a common one; where it is the form of
the signature, do not trust the message.`,

  skip({ element, outcome, problems }, { keys }) {
    if (outcome !== 'undecidable') return 'it could be decided';
    if (element.document.problem)
      return 'the text is not well-formed; structure/not-well-formed is about that';
    const onlyKeyLacks = problems.length > 0 && problems.every(({ code }) => code === 'no-key');
    return onlyKeyLacks && !keys ? 'all it takes is a key; signature/key-not-trusted asks for it' : undefined;
  },

  run(evidence) {
    const { element, parent, problems, value } = evidence;
    const explanations = explanationsOf(evidence);
    const nearMiss = proven(explanations);
    const told = problems.slice(0, 4).map(({ message }) => message.trim().replace(/\.$/, ''));
    const reasons = told.length > 0 ? told : [(value.because ?? 'no reason is known').replace(/\.$/, '')];
    const more = problems.length > told.length ? `; and ${problems.length - told.length} more` : '';
    const [first, ...rest] = problems.map(({ at }) => at);
    return {
      verdict: 'fail',
      at: first ? places(first, rest) : [element],
      data: { signed: nameElement(parent ?? element), reasons: reasons.join('; ') + more },
      ...(nearMiss && { nearMiss }),
      ...(explanations[0] && { remedies: [explanations[0].remedy] }),
    };
  },

  message: ({ signed, reasons }) => `The Signature on ${signed} could not be decided: ${reasons}.`,
});
