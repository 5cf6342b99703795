import { BEARER } from '../../saml/model.ts';
import { shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'subject/confirmation-missing',
  title: 'The assertion has no bearer confirmation',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'An assertion with an AuthnStatement must have a Subject with at least one SubjectConfirmation whose Method is bearer.',
    },
    {
      spec: 'saml-errata',
      section: 'E26',
      says: 'So must every assertion that is issued for web browser login.',
    },
  ],
  why: `A browser carries the assertion from one end to the other, and the bearer confirmation is what lets it: it says where
the assertion may be handed in, until when, and in answer to which request. Without one a service provider has no ground
to believe that whoever brings the assertion is the user it speaks of.`,
  fix: `Have the identity provider issue the assertion for SAML 2.0 web browser login. A token made for another use, such as
WS-Trust with a proof key, will not do.`,

  skip: (assertion) => readInPart(assertion.element),

  run(assertion) {
    const confirmations = assertion.subject?.confirmations ?? [];
    if (confirmations.some(({ method }) => method?.value === BEARER)) return { verdict: 'pass' };
    const [first] = confirmations;
    const methods = confirmations.map(({ method }) =>
      method ? shown(shortName(method.value)) : 'no Method',
    );
    return {
      verdict: 'fail',
      at: [first?.method?.at ?? first?.element ?? assertion.subject?.element ?? assertion.element],
      data: {
        what: first
          ? `is confirmed by ${allOf([...new Set(methods)])} only`
          : assertion.subject
            ? 'has no SubjectConfirmation'
            : 'is missing',
      },
      expected: BEARER,
      actual: first?.method ? shown(first.method.value) : 'none',
    };
  },

  message: ({ what }) => `The Subject ${what}, where a login through a browser needs a bearer confirmation.`,
});
