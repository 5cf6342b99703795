import { defineCheck } from '../check.ts';
import { nodeNear } from '../node-near.ts';

export default defineCheck({
  id: 'structure/doctype',
  title: 'The message has a document type declaration',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '2.8',
      says: 'A document type declaration can declare entities, which a reader replaces by text or by the content of a file or an address.',
    },
    {
      spec: 'saml2int',
      section: 'SDP-G03',
      says: 'No SAML message must hold a document type definition.',
    },
  ],
  why: `A \`DOCTYPE\` can declare entities, and entities can read files of the service provider, call its network or grow to
fill its memory. No identity provider sends one. Every careful receiver refuses such a message before it reads any further;
here the declaration is reported and never followed.`,
  fix: `Have the receiver refuse the message, and find out who sent it. If a program on the way adds the declaration,
take it out there.`,

  run(document) {
    const { doctype } = document;
    if (!doctype) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nodeNear(document, doctype)],
      span: doctype,
      data: {
        length: doctype.end - doctype.start,
        entities: /<!ENTITY\s/.test(document.source.text.slice(doctype.start, doctype.end)),
      },
    };
  },

  message: ({ length, entities }) =>
    `There is a DOCTYPE of ${length} characters${entities ? ' that declares entities' : ''}; it was not followed.`,
});
