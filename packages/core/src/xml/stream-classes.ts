import { asciiClass, BREAKS_TEXT, BREAKS_VALUE, NAME } from './characters.ts';

/**
 * What a byte means to a reader of UTF-8: the tables of `characters.ts`, stretched over all bytes. Bytes of longer
 * sequences count as plain, since the whole is known to be UTF-8; but for 0xEF, which begins the two code points among
 * them that XML does not allow, U+FFFE and U+FFFF.
 */

/** Not 0 where text has to be looked at: as BREAKS_TEXT, and LF to count lines, and `>`, which c14n escapes. */
export const textBreaks: Uint8Array = classes((code) => {
  if (code === 0x0a || code === 0x3e) return 1;
  return code < 128 ? (asciiClass[code] as number) & BREAKS_TEXT : code === 0xef ? 1 : 0;
});

/** Not 0 where the value of an attribute has to be looked at: as BREAKS_VALUE. */
export const valueBreaks: Uint8Array = classes((code) =>
  code < 128 ? (asciiClass[code] as number) & BREAKS_VALUE : code === 0xef ? 1 : 0,
);

/** Not 0 for what may stand in a name, colon included; beyond ASCII that is decided when the name is decoded. */
export const inName: Uint8Array = classes((code) =>
  code < 128 ? (code === 0x3a ? 1 : (asciiClass[code] as number) & NAME) : 1,
);

function classes(classOf: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => classOf(code));
}
