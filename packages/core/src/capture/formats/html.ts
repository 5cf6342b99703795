import { type Budget, type Format, type Origin, type Payload, step, unwrapped } from '../decoding.ts';
import { decodeEntities } from '../entities.ts';
import { isBlank } from '../letters.ts';
import { messageParameter, RELAY_STATE } from '../parameters.ts';
import { rebuiltQuery, tellCase } from '../query.ts';

/** The page with a self-submitting form that carries a message through the browser (SAML Bindings §3.5.4). */
export const html: Format = {
  name: 'HTML page with a form',
  recognise(text, payload, budget) {
    if (!text.includes('<')) return undefined;
    const forms = readForms(text, budget);
    const payloads = forms.flatMap((form) => form.messages.map((field) => unwrapField(payload, form, field)));
    return payloads.length > 0 ? payloads : undefined;
  },
};

interface HtmlForm {
  readonly action?: string;
  readonly post: boolean;
  readonly messages: Field[];
  relayState?: string;
  /** Fields of a signature beside the message, as the binding HTTP-POST-SimpleSign has them. */
  readonly signature: Field[];
}

interface Field {
  readonly name: string;
  readonly value: string;
}

function unwrapField(payload: Payload, form: HtmlForm, { name, value }: Field): Payload {
  const { text, decoded } = decodeEntities(value);
  const to = form.action === undefined ? '' : ` that goes to ${JSON.stringify(form.action.slice(0, 200))}`;
  const references = decoded > 0 ? `; ${decoded} character references decoded` : '';
  const proper = messageParameter(name);
  const repairs = proper === undefined || proper === name ? [] : [tellCase(name, proper)];
  const says = `${name} taken from an HTML form${to}${references}`;
  const origin: Origin = {
    format: html.name,
    parameter: name,
    ...signedBody(form, { name, value }),
    ...(form.relayState !== undefined && { relayState: decodeEntities(form.relayState).text }),
    ...(form.post && { binding: 'HTTP-POST' as const }),
    ...(form.action !== undefined && /^https?:/i.test(form.action) && { sentTo: form.action }),
  };
  return unwrapped(payload, text, step('html-form', says, repairs), origin);
}

/** Reads the forms of a page. Inputs outside every form count as one. */
function readForms(text: string, budget: Budget): readonly HtmlForm[] {
  let form: HtmlForm = { post: false, messages: [], signature: [] };
  const forms = [form];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const tag = FIELD_TAG.exec(text.slice(at, at + 10))?.[1]?.toLowerCase();
    if (tag === undefined) {
      at++;
      continue;
    }
    const { attributes, end } = readAttributes(text, at + 1 + tag.length);
    at = end;
    if (tag === 'form') {
      const action = attributes.get('action');
      form = {
        post: attributes.get('method')?.toLowerCase() === 'post',
        messages: [],
        signature: [],
        ...(action !== undefined && { action: decodeEntities(action).text }),
      };
      forms.push(form);
      continue;
    }
    let value = attributes.get('value');
    if (tag === 'textarea') {
      const close = text.indexOf('</textarea', end);
      at = close < 0 ? text.length : close;
      value = text.slice(end, at);
    }
    const name = attributes.get('name') ?? attributes.get('id');
    if (name === undefined || value === undefined) continue;
    if (messageParameter(name) !== undefined) {
      budget.addMessage();
      form.messages.push({ name, value });
    } else if (name === RELAY_STATE) {
      form.relayState ??= value;
    } else if (SIGNATURE_FIELD.test(name) && form.signature.length < MOST_SIGNATURE_FIELDS) {
      form.signature.push({ name, value });
    }
  }
  return forms;
}

const SIGNATURE_FIELD = /^(?:SigAlg|Signature|KeyInfo)$/;
const MOST_SIGNATURE_FIELDS = 8;

/** What the browser would post, where a signature is part of it. */
function signedBody(form: HtmlForm, message: Field): Pick<Origin, 'query' | 'queryRebuilt'> {
  const relayState = form.relayState === undefined ? [] : [{ name: RELAY_STATE, value: form.relayState }];
  return rebuiltQuery(
    [message, ...relayState, ...form.signature].map(({ name, value }) => ({
      name,
      value: decodeEntities(value).text,
    })),
  );
}

const FIELD_TAG = /^<(form|input|textarea)(?=[\s/>])/i;

interface Attributes {
  /** Names in lower case; the first of each name, as HTML has it. Values are still escaped. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly end: number;
}

/** Attributes in any order, quoted or not, up to the end of the tag. */
function readAttributes(text: string, start: number): Attributes {
  const attributes = new Map<string, string>();
  let at = start;
  while (at < text.length) {
    while (isBlank(text.charCodeAt(at)) || text.charAt(at) === '/') at++;
    if (at >= text.length || text.charAt(at) === '>') break;
    const nameEnd = until(text, at + 1, '=>/');
    const name = text.slice(at, nameEnd).toLowerCase();
    at = nameEnd;
    while (isBlank(text.charCodeAt(at))) at++;
    let value = '';
    if (text.charAt(at) === '=') {
      at++;
      while (isBlank(text.charCodeAt(at))) at++;
      const quote = text.charAt(at);
      const isQuoted = quote === '"' || quote === "'";
      const from = isQuoted ? at + 1 : at;
      const found = isQuoted ? text.indexOf(quote, from) : until(text, from, '>');
      const end = found < 0 ? text.length : found;
      value = text.slice(from, end);
      at = isQuoted ? end + 1 : end;
    }
    if (WANTED.has(name) && !attributes.has(name)) attributes.set(name, value);
  }
  return { attributes, end: Math.min(at + 1, text.length) };
}

const WANTED: ReadonlySet<string> = new Set(['name', 'id', 'value', 'action', 'method']);

/** Offset of the first blank, or of the first of those characters. */
function until(text: string, start: number, stops: string): number {
  let at = start;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && !stops.includes(text.charAt(at))) at++;
  return at;
}
