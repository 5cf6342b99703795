import { positionOf } from '../../xml/position.ts';
import { defineCheck } from '../check.ts';
import { nodeNear } from '../node-near.ts';

export default defineCheck({
  id: 'structure/not-well-formed',
  title: 'The message is not well-formed XML',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    {
      spec: 'xml',
      section: '2.1',
      says: 'Only a text that meets all well-formedness constraints is an XML document; a reader must not go on normally after an error.',
    },
    {
      spec: 'xml-names',
      section: '7',
      says: 'Every prefix must be declared, and no element may have two attributes with the same expanded name.',
    },
  ],
  why: `No conforming XML reader accepts this text, so no service provider gets as far as looking at the login in it. Usually the
message was cut off, decoded twice, or changed by hand on its way here. What stands before the fault was still read.`,
  fix: `Capture the message again, whole. If it arrives like this, compare it with what the identity provider sent: whatever
stands between the two damages it.`,

  skip: ({ problem }) => (problem ? undefined : 'it is well-formed'),

  run(document) {
    const { problem } = document;
    if (!problem) return { verdict: 'pass' };
    const { line, column } = positionOf(document, problem.start);
    return {
      verdict: 'fail',
      at: [nodeNear(document, problem)],
      span: { start: problem.start, end: problem.end },
      data: { line, column, says: problem.message.trim().replace(/\.$/, '') },
    };
  },

  message: ({ line, column, says }) => `Line ${line}, column ${column}: ${says}.`,
});
