import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';
import { whiteSpaceRound } from '../strange-text.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/white-space',
  title: 'There is white space round the NameID',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.2.3',
      says: 'A NameID is text of the type string, in which white space counts.',
    },
  ],
  why: `To most service providers the name with a line break is another name than the one without: the user is not found, or
gets a second account. It comes from XML that was indented by a template, or from a value in the directory that ends
with a space.`,
  fix: `Have the identity provider write the value right between the tags, and look at the attribute it is taken from.`,

  skip: (message) => (nameIdsIn(message).length > 0 ? undefined : 'there is no NameID'),

  run(message) {
    const padded = nameIdsIn(message).find(({ raw }) => whiteSpaceRound(raw));
    if (!padded) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [padded.at],
      data: { value: shown(padded.raw.trim()), where: whiteSpaceRound(padded.raw) ?? '' },
      expected: shown(padded.raw.trim()),
      actual: shown(padded.raw),
    };
  },

  message: ({ value, where }) => `The NameID ${value} has white space ${where}.`,
});
