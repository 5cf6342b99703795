import { dirname, join } from 'node:path';
import { SamlscopeError } from '@samlscope/core';
import type { EntityOutline } from '@samlscope/core/metadata';
import { readNow } from './arguments.ts';
import { readCertificateFile, readText } from './files.ts';
import type { Io } from './io.ts';
import { usage } from './usage-error.ts';

/** What a field may hold. */
type Shape =
  | 'text'
  | 'truth'
  | 'instant'
  | 'certificate'
  | { readonly list: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly required: readonly string[] };

const FIELDS: Readonly<Record<keyof EntityOutline, Shape>> = {
  role: 'text',
  entityID: 'text',
  acsUrls: { list: 'text' },
  ssoUrl: 'text',
  sloUrl: 'text',
  signingCertificates: { list: 'certificate' },
  encryptionCertificates: { list: 'certificate' },
  nameIdFormats: { list: 'text' },
  requestsSigned: 'truth',
  wantAssertionsSigned: 'truth',
  validUntil: 'instant',
  cacheDuration: 'text',
  displayName: 'text',
  language: 'text',
  organization: {
    fields: { name: 'text', displayName: 'text', url: 'text' },
    required: ['name', 'url'],
  },
  contacts: {
    list: { fields: { type: 'text', email: 'text', name: 'text' }, required: ['type', 'email'] },
  },
  requestedAttributes: {
    list: { fields: { name: 'text', friendlyName: 'text', isRequired: 'truth' }, required: ['name'] },
  },
};

/**
 * Reads what metadata is to say from a file of YAML or JSON with the fields of an EntityOutline. A certificate is PEM, DER
 * in base64, or the name of a file beside this one; an instant is written as SAML writes it, or in milliseconds.
 *
 * @throws SamlscopeError `unreadable-data` for what is neither YAML nor JSON, `usage` for a field that is not as it must be
 */
export async function readOutlineFile(path: string, io: Io): Promise<Partial<EntityOutline>> {
  const read = await parsed(readText(path, io), path);
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new SamlscopeError('unreadable-data', `${path}: the fields of an entity are expected.`);
  const reader: Reader = { path, io };
  return fieldsOf(read, { fields: FIELDS, required: [] }, '', reader) as Partial<EntityOutline>;
}

interface Reader {
  readonly path: string;
  readonly io: Io;
}

async function parsed(text: string, path: string): Promise<unknown> {
  // What JSON there is needs no library.
  if (text.trimStart().startsWith('{') && path.endsWith('.json')) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new SamlscopeError('unreadable-data', `${path}: this is no JSON: ${(error as Error).message}`);
    }
  }
  const { readYaml } = await import('./yaml.ts');
  return readYaml(text, path);
}

function fieldsOf(
  value: object,
  { fields, required }: Extract<Shape, { readonly fields: object }>,
  place: string,
  reader: Reader,
): object {
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw usage(`${reader.path}: ${place} has no field "${missing}".`);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (shape === undefined) {
        const where = place === '' ? '' : ` in ${place}`;
        throw usage(
          `${reader.path}: there is no field "${name}"${where}; known are ${Object.keys(fields).join(', ')}.`,
        );
      }
      return [name, shaped(one, shape, place === '' ? name : `${place}.${name}`, reader)];
    }),
  );
}

function shaped(value: unknown, shape: Shape, place: string, reader: Reader): unknown {
  const refuse = (what: string) => usage(`${reader.path}: the field ${place} must be ${what}.`);
  if (shape === 'truth') {
    if (typeof value !== 'boolean') throw refuse('true or false');
    return value;
  }
  if (shape === 'instant') {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') throw refuse('an instant such as 2026-05-01T09:00:00Z');
    const instant = readNow(value, `${reader.path}: the field ${place}`);
    if (instant === 'issued') throw refuse('an instant such as 2026-05-01T09:00:00Z');
    return instant;
  }
  if (shape === 'text' || shape === 'certificate') {
    if (typeof value !== 'string') throw refuse('a text');
    return shape === 'text' ? value : certificateIn(value, reader);
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) throw refuse('a list');
    return value.map((one, i) => shaped(one, shape.list, `${place}[${i}]`, reader));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(`an object with ${Object.keys(shape.fields).join(', ')}`);
  return fieldsOf(value, shape, place, reader);
}

/** A certificate as it stands, or as it stands in a file. */
function certificateIn(text: string, { path, io }: Reader): string {
  const isItself = text.includes('-----BEGIN') || /^[A-Za-z0-9+/=\s]{200,}$/.test(text);
  return isItself ? text : readCertificateFile(join(dirname(path), text), io);
}
