import type { DetachedSignatureUse } from '../check.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { refuse } from '../refusal.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/parameter-in-value',
  title: 'A signed parameter was moved into the value of another',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '2.1',
      says: 'After the root element of a document come comments, processing instructions and white space, and nothing else.',
    },
  ],
  why: `HTTP-POST-SimpleSign signs the XML, RelayState and SigAlg as one text, joined by \`&RelayState=\` and \`&SigAlg=\` with
nothing escaped. Where one value holds such a joint, two different forms have the same signature: whoever passes a message on can
make RelayState disappear into the text after the XML, or SigAlg into RelayState. Software that overlooks what follows the root
element takes the changed form for genuine.`,
  fix: refuse(
    'At the service provider, use software that refuses anything but white space, comments and processing instructions after the root element, and takes SigAlg from a list of algorithms.',
  ),

  skip: ({ binding }) =>
    binding === 'HTTP-POST-SimpleSign' ? undefined : 'what this binding signs is escaped or inside the XML',

  run(use) {
    const moved = movedIn(use);
    if (!moved) return { verdict: 'pass' };
    const { signedMessage, state } = use;
    const { name, within, text, span } = moved;
    return {
      verdict: 'fail',
      at: [signedMessage.element],
      ...(span && { span }),
      data: { name, within, element: nameElement(signedMessage.element), matches: state === 'matches' },
      expected: `${name} as a parameter of its own`,
      actual: shown(text),
      explains: [{ check: 'structure/not-well-formed' }],
    };
  },

  message: ({ name, within, element, matches }) =>
    `${name} stands within ${within}, so ${matches ? `the signature over ${element} holds, and another form was signed` : 'another form may have been signed'}.`,
});

interface Moved {
  readonly name: string;
  readonly within: string;
  readonly text: string;
  readonly span?: { readonly start: number; readonly end: number };
}

function movedIn({ signedMessage: { document, delivery } }: DetachedSignatureUse): Moved | undefined {
  const end = document.root?.end;
  const { text } = document.source;
  const behind = end === undefined ? undefined : JOINT.exec(text.slice(end));
  if (end !== undefined && behind) {
    const start = end + behind.index;
    return {
      name: behind[1] ?? '',
      within: 'the text after the XML',
      text: text.slice(start, start + LONGEST),
      span: { start, end: text.length },
    };
  }
  const relayState = delivery?.relayState ?? '';
  const at = relayState.indexOf('&SigAlg=');
  if (at < 0) return undefined;
  return { name: 'SigAlg', within: 'RelayState', text: relayState.slice(at, at + LONGEST) };
}

const JOINT = /&(RelayState|SigAlg)=/;
const LONGEST = 200;
