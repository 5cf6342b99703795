import { fromPost } from '../bindings/post.ts';
import { fromRedirect } from '../bindings/redirect.ts';
import { readCharacters } from '../characters.ts';
import { alsoRepaired, type Budget, type Format, type Payload, unwrapped } from '../decoding.ts';
import { type ReadBase64, readBase64, readStrictBase64 } from '../repair-base64.ts';

/** Base64 of `<` begins with this letter, whatever follows. */
const BASE64_OF_MARKUP = 'P';

/** Base64 as it should be, of XML: what is inspected most, so it is tried before all else. */
export const plainBase64: Format = {
  name: 'base64',
  recognise(text, payload, budget) {
    const read = text.startsWith(BASE64_OF_MARKUP) ? readStrictBase64(text) : undefined;
    return read && [unwrapBase64(payload, read, budget)];
  },
};

/** Base64, whatever became of it on the way; of XML, as the POST binding has it, or of DEFLATE, as Redirect does. */
export const base64: Format = {
  name: 'base64',
  recognise(text, payload, budget) {
    if (KEY_IN_PEM.test(text)) return undefined;
    const read = readBase64(text);
    if (read && 'offset' in read) budget.faults.push(read);
    return !read || 'offset' in read ? undefined : [unwrapBase64(payload, read, budget)];
  },
};

const KEY_IN_PEM = /^\s{0,64}-----BEGIN [A-Z0-9 ]{0,40}(?:KEY|CERTIFICATE|REQUEST|CRL|PKCS7)-----/;

function unwrapBase64(outer: Payload, { bytes, steps }: ReadBase64, budget: Budget): Payload {
  const payload = { ...outer, origin: { format: base64.name, ...outer.origin } };
  const again = outer.steps.some(({ operation }) => operation === 'base64');
  const told = again
    ? steps.map((one) => alsoRepaired(one, 'base64 within base64, where a receiver decodes once'))
    : steps;
  const characters = readCharacters(bytes);
  if (characters) return fromPost(payload, characters, told);
  return fromRedirect(payload, bytes, told, budget) ?? unwrapped(payload, bytes, told);
}
