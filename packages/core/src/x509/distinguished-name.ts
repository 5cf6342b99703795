/** Several names are in use for one attribute type; the value is the one we compare by. */
const TYPES: Readonly<Record<string, string>> = {
  E: 'EMAIL',
  EMAILADDRESS: 'EMAIL',
  'OID.1.2.840.113549.1.9.1': 'EMAIL',
  '1.2.840.113549.1.9.1': 'EMAIL',
  S: 'ST',
  SP: 'ST',
  SERIAL: 'SERIALNUMBER',
};

/** Longest name worth comparing. */
const LONGEST = 4096;

/**
 * Whether two texts are one distinguished name: in whatever case, spacing and notation of its types, and whichever end
 * it begins at, since some products print it most general first.
 *
 * @see RFC 4514 for the notation; RFC 5280 §7.1 for comparing without case
 */
export function sameName(one: string, other: string): boolean {
  if (one.length > LONGEST || other.length > LONGEST) return false;
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a.length === 0 || a.length !== b.length) return false;
  return a.every((part, i) => part === b[i]) || a.every((part, i) => part === b[b.length - 1 - i]);
}

/** `TYPE=value` of each RDN, made comparable. */
function partsOf(name: string): string[] {
  const parts: string[] = [];
  let part = '';
  let inQuotes = false;
  const end = () => {
    if (part.trim() !== '') parts.push(comparable(part));
    part = '';
  };
  for (let i = 0; i < name.length; i++) {
    const character = name.charAt(i);
    if (character === '\\') {
      const octets = /^(?:\\[0-9A-Fa-f]{2})+/.exec(name.slice(i, i + 3 * 64))?.[0];
      if (octets === undefined) part += name.charAt(++i);
      else {
        part += utf8(octets);
        i += octets.length - 1;
      }
    } else if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && (character === ',' || character === ';' || character === '/')) {
      // A slash begins an RDN only in OpenSSL's old notation, which has one before the first.
      if (character === '/' && !name.startsWith('/')) part += character;
      else end();
    } else part += character;
  }
  end();
  return parts;
}

function comparable(part: string): string {
  const equals = part.indexOf('=');
  const type = part.slice(0, Math.max(0, equals)).trim().toUpperCase();
  const value = part
    .slice(equals + 1)
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return `${TYPES[type] ?? type}=${value}`;
}

/** `\C3\A9` → `é`. */
function utf8(escaped: string): string {
  const octets = escaped
    .slice(1)
    .split('\\')
    .map((hex) => Number.parseInt(hex, 16));
  return new TextDecoder().decode(Uint8Array.from(octets));
}
