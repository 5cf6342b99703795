import type { Message } from '../../metadata/model.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/parameter-in-value',
  title: 'The signed RelayState was moved behind the XML',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: [],
  cites: [
    {
      spec: 'saml-simplesign',
      section: '2.5',
      says: 'What is signed is one string: the XML itself, RelayState if there is one, and SigAlg, as SAMLResponse=value&RelayState=value&SigAlg=value.',
    },
    {
      spec: 'xml',
      section: '2.1',
      says: 'After the root element of a document come comments, processing instructions and white space, and nothing else.',
    },
  ],
  why: `HTTP-POST-SimpleSign signs the XML, RelayState and SigAlg as one text, joined by \`&RelayState=\` and \`&SigAlg=\` with
nothing escaped. So two different forms have the same signature: whoever passes a message on can make RelayState disappear into
the text after the XML. Software that overlooks what follows the root element takes the changed form for genuine.`,
  fix: refuse(
    'At the service provider, use software that refuses anything but white space, comments and processing instructions after the root element.',
  ),

  skip: ({ binding }) =>
    binding === 'HTTP-POST-SimpleSign' ? undefined : 'what this binding signs is escaped or inside the XML',

  run({ signedMessage: message, state }) {
    const span = movedIn(message);
    if (!span) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [message.element],
      span,
      data: { element: nameElement(message.element), matches: state === 'matches' },
      expected: 'RelayState as a parameter of its own',
      actual: shown(message.document.source.text.slice(span.start, span.start + LONGEST)),
      explains: [{ check: 'structure/not-well-formed' }],
    };
  },

  message: ({ element, matches }) =>
    `RelayState stands in the text after the XML, so ${matches ? `the signature over ${element} holds, and another form was signed` : 'another form may have been signed'}.`,
});

/** Where RelayState stands behind the root element. */
function movedIn({
  document: { root, source },
}: Message): { readonly start: number; readonly end: number } | undefined {
  const start = root ? source.text.indexOf(JOINT, root.end) : -1;
  return start < 0 ? undefined : { start, end: source.text.length };
}

const JOINT = '&RelayState=';
const LONGEST = 200;
