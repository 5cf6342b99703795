/** A name that was probably meant, and how the one written differs from it. */
export interface Misspelling {
  readonly meant: string;
  /** One sentence. */
  readonly says: string;
}

/** Longer names are none of those known. */
const LONGEST = 200;

/**
 * Which of the names known is nearly the one written: in another case, with the version of another SAML, with white
 * space, or with a slip in one place. `undefined` for one that is known, and for one that is like none.
 */
export function misspelt(written: string, known: Iterable<string>): Misspelling | undefined {
  if (written === '' || written.length > LONGEST) return undefined;
  const names = [...known];
  if (names.includes(written)) return undefined;
  for (const name of names) {
    const near = compare(written, name);
    if (near) return near;
  }
  return undefined;
}

function compare(written: string, name: string): Misspelling | undefined {
  if (written.toLowerCase() === name.toLowerCase()) {
    return { meant: name, says: `It is ${name} in another case; such names are compared literally.` };
  }
  if (written.replace(/\s/g, '') === name) {
    return { meant: name, says: `It is ${name} with white space in it.` };
  }
  if (withoutVersion(written) === withoutVersion(name)) {
    const version = /SAML:(\d\.\d)/.exec(name)?.[1] ?? '';
    return {
      meant: name,
      says: `It is ${name} with another version in it; this name has had ${version} since SAML ${version}.`,
    };
  }
  return slipped(written, name)
    ? { meant: name, says: `It is ${name} but for a slip of a letter or two.` }
    : undefined;
}

function withoutVersion(name: string): string {
  return name.replace(/SAML:\d\.\d:/i, 'SAML:').toLowerCase();
}

/** Whether what is left between the common start and the common end is at most two characters on either side. */
function slipped(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const room = Math.min(one.length, other.length) - start;
  let tail = 0;
  while (tail < room && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  return Math.max(one.length, other.length) - start - tail <= 2;
}
