import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { Source } from '../base/source.ts';
import { fromRedirect } from './bindings/redirect.ts';
import { readCharacters, readSingleBytes } from './characters.ts';
import { Budget, type Format, type Payload } from './decoding.ts';
import { explainNothingFound } from './explain.ts';
import { base64, plainBase64 } from './formats/base64.ts';
import { dataUrl } from './formats/data-url.ts';
import { escapedMarkup } from './formats/entities.ts';
import { escaped } from './formats/escaped.ts';
import { form } from './formats/form.ts';
import { html } from './formats/html.ts';
import { http } from './formats/http.ts';
import { json } from './formats/json.ts';
import { logText } from './formats/log-text.ts';
import { parameter } from './formats/parameter.ts';
import { percentEncoded } from './formats/percent.ts';
import { quoted } from './formats/quoted.ts';
import { url } from './formats/url.ts';
import { recogniseXml } from './formats/xml.ts';

/** What was captured, recognised and decoded to XML text. */
export interface Capture {
  /** What the input was taken for, in words: `base64`, `form body`, `URL`, `HTML page with a form`, `XML`. */
  readonly format: string;
  /** `SAMLResponse`, `SAMLRequest` or another parameter that held the message, as it was spelled. */
  readonly parameter?: string;
  readonly relayState?: string;
  /**
   * The parameters of a message that is signed outside its XML, exactly as received: the query of a URL, or the body
   * of a form. For `readSignedQuery`.
   */
  readonly query?: string;
  /** Set where only decoded values were captured and `query` was put together from them. */
  readonly queryRebuilt?: true;
  /** How the message travelled, where the capture shows it: in the body of a POST or in the query of a URL. */
  readonly binding?: 'HTTP-POST' | 'HTTP-Redirect';
  /** The absolute URL that the message was sent to, where the capture shows it; in a Redirect, without the query. */
  readonly sentTo?: string;
  readonly source: Source;
}

/** What `inspect` accepts: text as pasted, or bytes as piped. */
export type Input = string | Uint8Array;

/**
 * The formats, in the order in which they are tried. One that recognises its input takes it, so whatever could be
 * mistaken for another comes before that other. Given one by one: what the command is not asked for it does not load.
 */
function* formats(): Generator<Format> {
  yield plainBase64;
  yield quoted;
  yield escaped;
  yield dataUrl;
  yield json;
  yield http;
  yield html;
  yield url;
  yield form;
  yield parameter;
  yield percentEncoded;
  yield escapedMarkup;
  yield base64;
  yield logText;
}

/**
 * Recognises what was captured and undoes its encodings, one after the other, down to XML text. Every step is told
 * in the source. Text is cut and decoded, never corrected: what the XML reader gets is what was sent.
 *
 * @param name what to call the input: {@link Source.name}
 * @returns every message found, in the order of the input
 * @throws SamlscopeError `no-saml` where no XML is found, saying what the input looks like; `limit` where it or what
 *   comes out of it is larger than a limit allows
 */
export function capture(
  input: Input,
  name: string,
  limits: Limits = defaultLimits,
): readonly [Capture, ...Capture[]] {
  const budget = new Budget(limits);
  const captures: Capture[] = [];
  const ends: Payload[] = [];
  const open: Payload[] = [{ content: input, steps: [], origin: {} }];
  for (let payload = open.pop(); payload; payload = open.pop()) {
    budget.admit(payload);
    const { content, steps, origin } = payload;
    const xml = typeof content === 'string' ? recogniseXml(content) : undefined;
    if (xml) {
      const source = {
        name,
        text: xml.text,
        steps: xml.steps.length === 0 ? steps : steps.concat(xml.steps),
      };
      captures.push({ format: 'XML', ...origin, source });
      continue;
    }
    const inner =
      typeof content === 'string'
        ? unwrapText(content, payload, budget)
        : unwrapBytes(content, payload, budget);
    if (!inner) ends.push(payload);
    // The first is looked at first.
    else for (let index = inner.length - 1; index >= 0; index--) open.push(inner[index] as Payload);
  }
  const [first, ...rest] = captures;
  if (!first) throw explainNothingFound(input, ends, budget);
  return [first, ...rest];
}

function unwrapText(text: string, payload: Payload, budget: Budget): readonly Payload[] | undefined {
  for (const format of formats()) {
    const inner = format.recognise(text, payload, budget);
    if (inner) return inner;
  }
  return undefined;
}

/** Text in some character set; or DEFLATE, whose base64 was undone before; or text in no set that is known. */
function unwrapBytes(bytes: Uint8Array, payload: Payload, budget: Budget): readonly Payload[] | undefined {
  const characters = readCharacters(bytes);
  // Bytes that came out of base64 were tried there.
  if (!characters && payload.steps.at(-1)?.operation !== 'base64') {
    const inflated = fromRedirect(payload, bytes, [], budget);
    if (inflated) return [inflated];
  }
  const read = characters ?? readSingleBytes(bytes);
  return read && [{ ...payload, content: read.text, steps: payload.steps.concat(read.steps) }];
}
