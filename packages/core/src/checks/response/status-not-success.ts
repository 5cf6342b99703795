import { type Response, STATUS_SUCCESS } from '../../saml/model.ts';
import { type StatusCodeMeaning, shortName, statusCodeMeaning } from '../../saml/names.ts';
import { readEntraError } from '../../vendors/entra-errors.ts';
import type { Remedy } from '../check.ts';
import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'response/status-not-success',
  title: 'The response reports that the login failed',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2.2',
      says: 'The top-level StatusCode says whether the request succeeded; codes nested in it say more about why it did not.',
    },
    {
      spec: 'saml-core',
      section: '3.2.2',
      says: 'A response must have a Status.',
    },
  ],
  why: `The identity provider did not log the user in and says so. The service provider can do nothing with such a response
but show an error, and its own error message usually hides the reason given here.`,
  fix: `The innermost status code and the StatusMessage name the reason. Where they do not, the identity provider's log at the
response's IssueInstant does.`,

  skip: ({ status, element }) => (status ? undefined : readInPart(element)),

  run(response) {
    const { status } = response;
    const codes = status?.codes ?? [];
    const [top] = codes;
    if (top?.value === STATUS_SUCCESS) return { verdict: 'pass' };
    const meaning = tellingMeaning(response);
    const text = status?.message?.value ?? '';
    return {
      verdict: 'fail',
      at: [top?.at ?? status?.element ?? response.element, ...(status?.message ? [status.message.at] : [])],
      data: {
        codes: codes.length > 0 ? codes.map(({ value }) => shown(shortName(value))).join(' / ') : 'missing',
        means: meaning ? ` ${meaning.means.replace(/\.$/, '')}` : '',
        text: text === '' ? '' : ` The identity provider adds: ${oneLine(text)}`,
      },
      expected: 'Success',
      actual: codes.length > 0 ? codes.map(({ value }) => shown(value)).join(' / ') : 'no StatusCode',
      remedies: entraRemedies(text) ?? (meaning ? remediesFor(meaning) : []),
      ...nearMiss(text),
    };
  },

  message: ({ codes, means, text }) =>
    ended(`The status is ${codes}${means === '' ? '' : `:${means}`}.${text}`),
});

/** What the innermost code that SAML defines says; it is the reason where the outer one only names the side. */
function tellingMeaning({ status }: Response): StatusCodeMeaning | undefined {
  return (status?.codes ?? [])
    .slice(0, 8)
    .reverse()
    .map(({ value }) => statusCodeMeaning(value))
    .find((meaning) => meaning && meaning.urn !== STATUS_SUCCESS);
}

/** What the code in a StatusMessage of Microsoft Entra ID says; it is nearer the cause than any StatusCode. */
function nearMiss(text: string): { nearMiss?: string } {
  const found = readEntraError(text);
  return found?.known
    ? { nearMiss: `AADSTS${found.code} is an error of Microsoft Entra ID: ${found.known.means}.` }
    : {};
}

function entraRemedies(text: string): Remedy[] | undefined {
  const found = readEntraError(text);
  if (!found) return undefined;
  if (found.known) return [{ end: found.known.end, do: found.known.remedy }];
  return [
    { end: 'you', do: `Look the code up at https://login.microsoftonline.com/error?code=${found.code}.` },
  ];
}

function remediesFor({ actor, remedy }: StatusCodeMeaning): Remedy[] {
  switch (actor) {
    case 'nobody':
      return [];
    case 'user':
      return [{ end: 'you', do: remedy }];
    case 'either end':
      return [{ end: 'identity provider', do: remedy }];
    default:
      return [{ end: actor, do: remedy }];
  }
}

/** Trace IDs and time stamps stand on lines of their own; one line holds all of it. */
function oneLine(text: string): string {
  return shown(text.replace(/\s+/g, ' '));
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence.replace(/[!?]$/, '.') : `${sentence}.`;
}
