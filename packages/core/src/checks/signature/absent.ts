import type { Message } from '../../metadata/model.ts';
import type { Assertion } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { isClaimed, isCovered, nameElement } from '../coverage.ts';
import { places } from '../places.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider } from '../remedies.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'signature/absent',
  title: 'The assertion is not signed',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.5',
      says: 'An assertion delivered by HTTP POST must be signed.',
    },
    {
      spec: 'saml-errata',
      section: 'E26',
      says: 'The signature may be on the Assertion itself or on the Response round it.',
    },
  ],
  why: `The browser carries the message, so anyone who controls the browser can write it. The signature is the only proof that
the identity provider said what it says: an assertion that no signature covers is worth nothing, whatever else in the
message is signed.`,
  fix: `Switch on signing at the identity provider, for the assertion where it can be chosen. If it is on, look for what took
the signature away or put another assertion in: a program that rewrites the message, or an attack.`,

  skip(message) {
    if (message.kind !== 'response' && message.kind !== 'assertion')
      return 'not a message that holds assertions';
    if (message.delivery?.signature)
      return 'it is signed beside its XML; the checks binding/signature-… are about that';
    if (assertionsIn(message).length > 0) return readInPart(message.element);
    return message.kind === 'response' && message.encryptedAssertions.length > 0
      ? 'the assertion is encrypted, so its own signature cannot be seen'
      : 'there is no assertion';
  },

  run(message, facts) {
    const bare = assertionsIn(message).filter(
      ({ element }) => !isCovered(element, message.signatures) && !isClaimed(element, message.signatures),
    );
    const [first, ...rest] = bare;
    if (!first) return { verdict: 'pass' };
    const elsewhere = [...new Set(message.signatures.flatMap(({ covers }) => covers))];
    return {
      verdict: 'fail',
      at: places(
        first.element,
        rest.map(({ element }) => element),
      ),
      data: {
        bare: allOf(bare.map(({ element }) => nameElement(element))),
        signatures: message.signatures.length,
      },
      ...(elsewhere.length > 0 && {
        nearMiss: `What is signed in this message is ${allOf(elsewhere.map(nameElement))}, which is something else: take this for an attack until you know better.`,
      }),
      remedies:
        elsewhere.length > 0
          ? [{ end: 'you', do: 'Do not accept this message, and find out where it comes from.' }]
          : [atIdentityProvider(facts, 'signing', 'have the assertion signed')],
    };
  },

  message: ({ bare, signatures }) =>
    signatures === 0
      ? `There is no signature in the message, so nothing proves who made ${bare}.`
      : `No signature in the message covers ${bare}, so nothing proves who made it.`,
});

function assertionsIn(message: Message): readonly Assertion[] {
  if (message.kind === 'response') return message.assertions;
  return message.kind === 'assertion' ? [message.assertion] : [];
}
