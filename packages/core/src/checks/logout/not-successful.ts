import { STATUS_SUCCESS } from '../../saml/model.ts';
import { shortName, statusCodeMeaning } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'logout/not-successful',
  title: 'The answer reports that the logout failed, or failed in part',
  severity: 'error',
  since: 'next',
  on: 'logoutResponse',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.7.3.2',
      says: 'Where the logout could not be passed on to every other participant, the answer has the nested code PartialLogout.',
    },
    {
      spec: 'saml-core',
      section: '3.2.2.2',
      says: 'The top-level StatusCode says whether the request succeeded; codes nested in it say more.',
    },
  ],
  why: `Somewhere a session of the user may still be open. Only closing the browser, or signing out there, ends it for
certain.`,
  fix: `At the side that answered, read the log: it names the participant that was not reached. The nested code and
the StatusMessage name the reason.`,

  skip: ({ status, element }) => (status ? undefined : readInPart(element)),

  run({ status, element }) {
    const codes = status?.codes ?? [];
    const [top] = codes;
    if (top?.value === STATUS_SUCCESS && codes.length === 1) return { verdict: 'pass' };
    const meaning = [...codes]
      .reverse()
      .map(({ value }) => statusCodeMeaning(value))
      .find((one) => one && one.urn !== STATUS_SUCCESS);
    const text = status?.message?.value ?? '';
    return {
      verdict: 'fail',
      at: [top?.at ?? status?.element ?? element],
      data: {
        codes:
          codes.length > 0
            ? codes
                .slice(0, 4)
                .map(({ value }) => shown(shortName(value)))
                .join(' / ')
            : 'missing',
        means: meaning ? `: ${meaning.means.replace(/\.$/, '')}` : '',
        text: text === '' ? '' : ` (${shown(text.replace(/\s+/g, ' '))})`,
      },
      expected: 'Success',
      actual:
        codes.length > 0
          ? codes
              .slice(0, 4)
              .map(({ value }) => shown(value))
              .join(' / ')
          : 'no StatusCode',
      remedies: meaning ? [{ end: 'you', do: meaning.remedy }] : [],
    };
  },

  message: ({ codes, means, text }) => `The status is ${codes}${means}${text}.`,
});
