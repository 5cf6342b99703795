import { SamlscopeError } from '@samlscope/core';
import { needsPassphrase, openPrivateKey } from '@samlscope/core/private-key';
import type { KeyArguments } from './arguments.ts';
import { readBytes, readText } from './files.ts';
import type { Io } from './io.ts';

/**
 * Reads the private keys of the command line, as the library takes them. A passphrase comes from its file or from the
 * terminal, never from an argument, which other users of the machine could see and the shell would remember.
 *
 * @throws SamlscopeError `unreadable-key`, naming the file and nothing of what is in it
 */
export async function readPrivateKeys(keys: KeyArguments | undefined, io: Io): Promise<readonly string[]> {
  if (!keys) return [];
  const { files, passphraseFile } = keys;
  const given = passphraseFile === undefined ? undefined : firstLine(readText(passphraseFile, io));
  const texts: string[] = [];
  for (const path of files) texts.push(...(await readPrivateKey(path, given, io)));
  return texts;
}

async function readPrivateKey(path: string, given: string | undefined, io: Io): Promise<readonly string[]> {
  const bytes = readBytes(path, io);
  try {
    const pkcs12 = looksLikePkcs12(bytes) ? await import('@samlscope/core/pkcs12') : undefined;
    if (pkcs12?.isPkcs12(bytes)) {
      return pkcs12.readPkcs12(bytes, given ?? (await ask(path, io)));
    }
    const passphrase = needsPassphrase(bytes) ? (given ?? (await ask(path, io))) : undefined;
    return [openPrivateKey(bytes, passphrase)];
  } catch (error) {
    if (!(error instanceof SamlscopeError) || error.code !== 'unreadable-key') throw error;
    throw new SamlscopeError(error.code, `--key ${path}: ${error.message}`, error.details);
  }
}

/** DER begins with a SEQUENCE. Asked first, because the library for PKCS #12 takes its time to load. */
function looksLikePkcs12(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30;
}

async function ask(path: string, io: Io): Promise<string> {
  const answer = await io.askSecret(`Passphrase of ${path}: `);
  if (answer !== undefined) return answer;
  throw new SamlscopeError(
    'unreadable-key',
    'it needs a passphrase, and there is no terminal to ask. Put it into a file and name that with --key-passphrase-file.',
  );
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '';
}
