import type { Block, Row, Tone } from './blocks.ts';
import type { EncryptionReport, PrivateKeyReport } from './report.ts';
import { keyRows } from './view-message.ts';

const STATES: Readonly<Record<EncryptionReport['state'], readonly [string, Tone]>> = {
  decrypted: ['decrypted', 'good'],
  'no-key': ['not decrypted: no key for it', 'warning'],
  failed: ['not decrypted', 'error'],
  unsupported: ['not decrypted: not supported', 'warning'],
};

/** What was encrypted, for whom and how, and whether it was read. */
export function viewEncryptions(encryptions: readonly EncryptionReport[], verbose: boolean): Block[] {
  return encryptions.flatMap((encryption, i): Block[] => {
    const [note, tone] = STATES[encryption.state];
    const text = encryptions.length === 1 ? 'Encryption' : `Encryption ${i + 1} of ${encryptions.length}`;
    return [
      { type: 'heading', level: 1, text, note, tone },
      { type: 'text', text: encryption.says },
      { type: 'table', rows: encryptionRows(encryption, verbose) },
    ];
  });
}

function encryptionRows(encryption: EncryptionReport, verbose: boolean): Row[] {
  const { xpath, becomes, method, encryptedKeys, key, listedAs, problems } = encryption;
  return [
    { key: 'stands in', values: [xpath] },
    ...(becomes === undefined ? [] : [{ key: 'becomes', values: [becomes] }]),
    { key: 'algorithms', values: [method ?? 'none named', ...encryptedKeys.map(transport)] },
    ...(key ? [{ key: 'opened by', values: [privateKeyText(key)] }] : []),
    ...encryptedKeys.flatMap(({ recipient, names, keys }): Row[] => [
      ...(recipient === undefined ? [] : [{ key: 'recipient', values: [recipient] }]),
      ...(names.length === 0 ? [] : [{ key: 'for', values: names }]),
      ...keys
        .slice(0, verbose ? keys.length : 1)
        .flatMap((one) => [{ key: 'for', values: [one.from] }, ...keyRows(one, verbose)]),
    ]),
    ...(listedAs === undefined ? [] : [{ key: 'listed as', values: [listedAs] }]),
    ...problems.map((problem): Row => ({ key: 'problem', values: [problem], tone: 'warning' })),
  ];
}

function transport({ method, digest, mask }: EncryptionReport['encryptedKeys'][number]): string {
  const parts = [digest && `digest ${digest}`, mask && `mask ${mask}`].filter(Boolean).join(', ');
  return `key by ${method ?? 'nothing named'}${parts === '' ? '' : ` (${parts})`}`;
}

/** `private key 1 given (RSA 2048, matches certificate CN=…)`. */
export function privateKeyText({ from, type, bits, subject }: PrivateKeyReport): string {
  const kind = type === 'rsa' ? `RSA ${bits}` : type;
  return `${from} (${kind}${subject === undefined ? '' : `, matches certificate ${subject}`})`;
}
