import type { XmlElement } from '../../xml/document.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { isCovered, nameElement } from '../coverage.ts';
import { sideBySide } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { splitTexts } from '../split-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/cdata-truncation',
  title: 'A CDATA section splits a value, so that a careless reader takes half of it',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '7.1',
      says: 'Canonicalisation replaces CDATA sections by their text, so writing a part of a value as one does not break a signature (our reading).',
    },
    advisory('CVE-2018-0489'),
  ],
  why: `Canonical XML writes a CDATA section as plain text, so a part of a signed value can be turned into one and the signature
still holds. To a DOM the section is a node of its own, and a reader that takes the first node takes half of the value, as with
a comment. A value that is CDATA from end to end is harmless.`,
  fix: refuse('At the service provider, use software that joins all text of an element.'),

  run(message) {
    const [split, ...others] = splitTexts(message, 'cdata');
    if (!split) return { verdict: 'pass' };
    const { element, at, whole, first } = split;
    return {
      verdict: 'fail',
      at: places(at, [element, ...others.map((other): XmlElement => other.element)]),
      data: {
        name: nameElement(element),
        whole: shown(whole),
        first: shown(first),
        covered: isCovered(element, message.signatures),
      },
      ...sideBySide(shown(whole), shown(first)),
    };
  },

  message: ({ name, whole, first, covered }) =>
    `${name} is ${whole}, a part of it a CDATA section: a reader that takes one node takes ${first}${covered ? ', and the signature holds all the same' : ''}.`,
});
