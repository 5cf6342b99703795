/** A moment: ISO 8601 text, or milliseconds since the epoch. */
export type Moment = string | number;

/** Milliseconds since the epoch. @throws TypeError where the text is no date. */
export function epoch(moment: Moment): number {
  const ms = typeof moment === 'number' ? moment : Date.parse(moment);
  if (Number.isNaN(ms)) throw new TypeError(`${moment} is no moment.`);
  return ms;
}

/** A moment as SAML writes it: UTC, with milliseconds. `seconds` are added. */
export function instant(moment: Moment, seconds = 0): string {
  return new Date(epoch(moment) + seconds * 1000).toISOString();
}
