import type { KeyCandidate } from '../x509/certificate.ts';
import type { SignatureNote } from './evidence.ts';
import type { KeyHint } from './key-hints.ts';
import type { KeyInfoReading } from './key-info.ts';

/**
 * What is to be said of the keys that KeyInfo names. A name beside the certificate it fits says nothing new; so does
 * a free word beside any key.
 *
 * @param known keys that the caller named or metadata lists
 */
export function noteKeyHints(
  { hints, keys: held }: Pick<KeyInfoReading, 'hints' | 'keys'>,
  known: readonly KeyCandidate[],
): SignatureNote[] {
  return hints.flatMap((hint): SignatureNote[] => {
    if (held.length > 0) {
      const certificates = held.filter(({ certificate }) => certificate !== undefined);
      const silent = hint.free || certificates.length === 0 || certificates.some(hint.fits);
      return silent ? [] : [note(hint, 'key-names-differ', 'which is not the one it holds')];
    }
    const named = known.find(hint.fits);
    if (named) return [note(hint, 'key-named', `which is ${named.from}`)];
    if (known.length === 0) return [];
    const none =
      known.length === 1
        ? 'and the key known is not that one'
        : `and none of the ${known.length} keys known is that one`;
    // A bare key has no certificate to be named by.
    const bare = !hint.free && known.some(({ certificate }) => certificate === undefined);
    return [note(hint, 'key-named-unknown', bare ? 'and no certificate known is that one' : none)];
  });
}

function note({ element, names }: KeyHint, code: SignatureNote['code'], what: string): SignatureNote {
  return { code, message: `KeyInfo names ${names}, ${what}.`, at: element };
}
