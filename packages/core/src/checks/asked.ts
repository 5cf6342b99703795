import type { Assertion, Response } from '../saml/model.ts';
import type { Facts } from './facts.ts';

/** Why a check against the request does not apply to this assertion; `undefined` where it may answer one. */
export function answersNothing(assertion: Assertion, facts: Facts): string | undefined {
  if (facts.request) return undefined;
  const { response, subject } = assertion;
  const answers =
    response?.inResponseTo || subject?.confirmations.some(({ inResponseTo }) => inResponseTo !== undefined);
  return answers && facts.requestId !== '' ? undefined : UNSOLICITED;
}

/** As {@link answersNothing}, for a Response. */
export function isUnsolicited({ inResponseTo }: Response, facts: Facts): string | undefined {
  return facts.request || (inResponseTo && facts.requestId !== '') ? undefined : UNSOLICITED;
}

const UNSOLICITED = 'it answers no request';
