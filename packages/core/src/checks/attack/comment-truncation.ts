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
  id: 'attack/comment-truncation',
  title: 'A comment splits a value, so that a careless reader takes half of it',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.3.3.3',
      says: 'Comments are left out of what is digested unless a reference asks for them by an XPointer, so adding one does not break a signature.',
    },
    advisory('CVE-2017-11427'),
    advisory('CVE-2017-11428'),
    advisory('CVE-2017-11429'),
    advisory('CVE-2017-11430'),
    advisory('CVE-2018-0489'),
    advisory('CVE-2025-54419'),
  ],
  why: `Canonical XML leaves comments out, so a comment can be put into a signed value and the signature still holds. A reader
that takes the first piece of text takes it for the whole: \`admin@example.com<!---->.attacker.net\` is signed as the address of
the attacker and read as that of the administrator.`,
  fix: refuse(
    'At the service provider, use software that joins all text of an element, or reads what was canonicalised.',
  ),

  run(message) {
    const [split, ...others] = splitTexts(message, 'comment');
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
    `${name} is ${whole}, but a comment stands inside: a reader that stops there takes it for ${first}${covered ? ', and the signature holds all the same' : ''}.`,
});
