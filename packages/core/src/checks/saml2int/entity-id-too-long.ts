import type { Message } from '../../metadata/model.ts';
import type { Field } from '../../saml/field.ts';
import { defineCheck } from '../check.ts';
import { LONGEST_VALUE, sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/entity-id-too-long',
  title: 'An entityID is longer than 256 characters',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'message',
  needs: [],
  cites: [sdp('G04', 'An entity must be named by an absolute URI of 256 characters at most.')],
  why: 'Products keep entityIDs in columns of a database, and two long ones that begin alike become one.',
  fix: `Have the operator of the entity choose a shorter entityID, and tell everyone who knows the old one.`,

  run(message) {
    const field = namesIn(message).find(({ value }) => value.length > LONGEST_VALUE);
    if (!field) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [field.at],
      data: { length: field.value.length },
      expected: '256 characters at most',
      actual: `${field.value.length} characters`,
      explains: [{ check: 'metadata/entity-id-too-long', on: field.at }],
    };
  },

  message: ({ length }) => `The entityID has ${length} characters.`,
});

function namesIn(message: Message): readonly Field[] {
  const fields =
    message.kind === 'metadata'
      ? message.entities.map(({ entityID }) => entityID)
      : message.kind === 'assertion'
        ? [message.assertion.issuer]
        : message.kind !== 'saml-1.1' && 'issuer' in message
          ? [message.issuer]
          : [];
  return fields.filter((field) => field !== undefined);
}
