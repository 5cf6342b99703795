import { checks } from '../checks/registry.gen.ts';
import type { ErrorCode, ErrorExplanation, KnownText } from '../peers/explain-error.ts';
import type { Block, Item, Row } from './blocks.ts';

/** Texts told in full; further ones are named. */
const FULL = 3;

/** Lays out what a pasted error message means, and which checks find its reason in the message itself. */
export function viewError({ kind, texts, codes, identifiers }: ErrorExplanation): Block[] {
  return [
    { type: 'verdict', tone: kind === 'known' ? 'plain' : 'warning', text: verdictOf(kind, texts, codes) },
    ...codes.flatMap(viewCode),
    ...texts.slice(0, FULL).flatMap(viewText),
    ...viewRest(texts.slice(FULL)),
    ...viewIdentifiers(identifiers),
    ...viewNext(kind),
  ];
}

function verdictOf(
  kind: ErrorExplanation['kind'],
  texts: readonly KnownText[],
  codes: readonly ErrorCode[],
): string {
  if (kind === 'unknown') return 'No product known here prints this.';
  if (kind === 'alike')
    return 'No product known here prints this; these are the closest known texts, and only guesses:';
  const [code] = codes;
  if (code) return `${code.code}, an error of Microsoft Entra ID`;
  return `An error of ${[...new Set(texts.flatMap(({ products }) => products))].join(', ')}`;
}

function viewCode({ code, means, remedy, checks: ids }: ErrorCode): Block[] {
  const rows: Row[] = [
    { key: 'means', values: [means === undefined ? 'nothing is known of this code here' : means] },
    ...(remedy ? [{ key: 'fix', values: [`${endOf(remedy.end)}: ${remedy.do}`] }] : []),
  ];
  return [
    { type: 'heading', level: 1, text: code },
    { type: 'table', rows },
    ...viewChecks(ids, means !== undefined),
  ];
}

function endOf(end: NonNullable<ErrorCode['remedy']>['end']): string {
  return end === 'you' ? 'You' : `At the ${end}`;
}

function viewText(text: KnownText): Block[] {
  const { says, products, values, means, note, source, checkedOn, unverified, similarity } = text;
  const distinct = values.filter(({ value }) => value !== '');
  const rows: Row[] = [
    { key: 'printed by', values: [products.join(', ')] },
    ...(similarity === undefined
      ? []
      : [{ key: 'alike', values: [`${Math.round(similarity * 100)} % of the words`] }]),
    ...distinct.map(({ name, value }): Row => ({ key: name, values: [value] })),
    ...(means === undefined ? [] : [{ key: 'means', values: [means] }]),
    ...(note === undefined
      ? []
      : [{ key: 'note', values: [`${note.charAt(0).toUpperCase()}${note.slice(1)}.`] }]),
    {
      key: 'source',
      values: [`${source} (${unverified ? 'not seen there' : `read on ${checkedOn}`})`],
      tone: 'faint',
    },
  ];
  return [
    { type: 'heading', level: 1, text: says },
    { type: 'table', rows },
    ...viewChecks(text.checks, means !== undefined),
  ];
}

/** The checks that may find the reason, told by their titles. */
function viewChecks(ids: readonly string[], explained: boolean): Block[] {
  if (ids.length === 0) {
    const text = explained
      ? 'No check can see this in the message itself.'
      : 'No check looks for this in the message itself.';
    return [{ type: 'text', text, tone: 'faint' }];
  }
  return [
    { type: 'heading', level: 2, text: 'Checks that find the reason', note: 'the likeliest first' },
    { type: 'list', items: ids.slice(0, LISTED).map(itemOf) },
    ...(ids.length > LISTED
      ? [{ type: 'text', text: `  … and ${ids.length - LISTED} more`, tone: 'faint' } satisfies Block]
      : []),
  ];
}

const LISTED = 6;

function itemOf(id: string): Item {
  return { text: id, values: [checks.find((check) => check.id === id)?.title ?? ''] };
}

function viewRest(texts: readonly KnownText[]): Block[] {
  if (texts.length === 0) return [];
  return [
    { type: 'heading', level: 1, text: 'Found as well' },
    {
      type: 'list',
      items: texts.map(({ says, products }) => ({ text: says, values: [products.join(', ')] })),
    },
  ];
}

function viewIdentifiers(identifiers: ErrorExplanation['identifiers']): Block[] {
  if (identifiers.length === 0) return [];
  return [
    { type: 'heading', level: 1, text: 'For whoever has the logs' },
    {
      type: 'table',
      rows: identifiers.map(({ name, value }) => ({ key: name, values: [value], exact: true })),
    },
  ];
}

function viewNext(kind: ErrorExplanation['kind']): Block[] {
  const text =
    kind === 'known'
      ? 'Capture the message that was refused and give it to samlscope: it says which of these it is.'
      : 'Capture the message that was refused and give it to samlscope; or look through samlscope checks.';
  return [
    { type: 'heading', level: 1, text: 'Next' },
    { type: 'text', text },
  ];
}
