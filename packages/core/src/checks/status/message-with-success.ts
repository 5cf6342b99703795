import { STATUS_SUCCESS } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { statusOf } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'status/message-with-success',
  title: 'A message to be shown comes with a success',
  severity: 'note',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2.3',
      says: 'StatusMessage is a message that may be returned to an operator.',
    },
  ],
  why: `Receivers look at StatusMessage only after a failure, so nobody will read this one. Some products log it as an error,
which puzzles whoever reads the log.`,
  fix: `Nothing need be done. A sender that means to report a problem must use another status code.`,

  skip: (message) => (statusOf(message)?.message ? undefined : 'there is no StatusMessage'),

  run(message) {
    const { codes = [], message: text } = statusOf(message) ?? {};
    if (!text || text.value === '' || codes[0]?.value !== STATUS_SUCCESS || codes.length > 1)
      return { verdict: 'pass' };
    return { verdict: 'fail', at: [text.at], data: { text: shown(text.value) } };
  },

  message: ({ text }) =>
    `The status is Success, and yet there is a StatusMessage: ${text.replace(/[.!]$/, '')}.`,
});
