import type { Block, Row, Tone } from './blocks.ts';
import type { SignatureReport } from './report.ts';
import { keyRows } from './view-message.ts';

const OUTCOMES: Readonly<Record<SignatureReport['outcome'], readonly [string, Tone]>> = {
  'known-signer': ['matches, under a key you know', 'good'],
  'signer-unknown': ['matches, under a key only the message itself brings', 'warning'],
  'digest-mismatch': ['does not match what it covers', 'error'],
  'value-mismatch': ['matches under none of the keys', 'error'],
  undecidable: ['could not be decided', 'warning'],
};

const FORMS: Readonly<Record<NonNullable<SignatureReport['form']>, string>> = {
  'as-sent': 'after encryption: it matches the message as it was sent',
  decrypted: 'before encryption: it matches the message as it is after decryption',
};

/** What each signature proves, by whose key, and where another library sees it otherwise. */
export function viewSignatures(signatures: readonly SignatureReport[], verbose: boolean): Block[] {
  return signatures.flatMap((signature, i): Block[] => {
    const [note, tone] = OUTCOMES[signature.outcome];
    const text = signatures.length === 1 ? 'Signature' : `Signature ${i + 1} of ${signatures.length}`;
    return [
      { type: 'heading', level: 1, text, note, tone },
      { type: 'text', text: signature.says },
      { type: 'table', rows: signatureRows(signature, verbose) },
    ];
  });
}

function signatureRows(signature: SignatureReport, verbose: boolean): Row[] {
  const { key, secondOpinion } = signature;
  return [
    signature.binding === undefined
      ? { key: 'stands in', values: [signature.on] }
      : { key: 'stands', values: [`beside ${signature.on}, by ${signature.binding}`] },
    ...(signature.covers.length === 0 ? [] : [{ key: 'covers', values: signature.covers }]),
    ...(key ? [{ key: 'verified by', values: [key.from] }, ...keyRows(key, verbose)] : []),
    ...(signature.form === undefined ? [] : [{ key: 'signed', values: [FORMS[signature.form]] }]),
    { key: 'algorithms', values: [algorithms(signature)] },
    ...signature.problems.map((problem): Row => ({ key: 'problem', values: [problem], tone: 'warning' })),
    ...signature.notes.map((note): Row => ({ key: 'note', values: [note] })),
    ...(verbose || signature.outcome === 'digest-mismatch' ? referenceRows(signature) : []),
    ...(secondOpinion && (verbose || differs(signature))
      ? [
          {
            key: '2nd opinion',
            values: [
              `${secondOpinion.library} ${secondOpinion.accepts ? 'accepts it' : 'refuses it'}: ${secondOpinion.says}`,
            ],
            ...(differs(signature) && { tone: 'warning' as const }),
          },
        ]
      : []),
  ];
}

/** Whether the other library decides otherwise than the evidence here. */
function differs({ outcome, secondOpinion }: SignatureReport): boolean {
  const matches = outcome === 'known-signer' || outcome === 'signer-unknown';
  return secondOpinion !== undefined && secondOpinion.accepts !== matches;
}

function algorithms({ signatureMethod, canonicalizationMethod, references }: SignatureReport): string {
  const digests = references.map(({ digestMethod }) => digestMethod);
  const names = [signatureMethod, ...digests, canonicalizationMethod].filter((name) => name !== undefined);
  return [...new Set(names)].join(', ') || 'none named';
}

function referenceRows({ references }: SignatureReport): Row[] {
  return references.flatMap(({ uri, target, transforms, digestWritten, digestComputed, matches }): Row[] => [
    {
      key: 'reference',
      values: [
        `URI ${uri === undefined ? 'missing' : `"${uri}"`}${target === undefined ? '' : `, ${target}`}`,
      ],
      ...(!matches && { tone: 'error' as const }),
    },
    ...(transforms.length === 0 ? [] : [{ key: 'transforms', values: [transforms.join(', ')] }]),
    { key: 'digest', values: [digestWritten], exact: true },
    ...(matches ? [] : [{ key: 'computed', values: [digestComputed ?? 'not computed'], exact: true }]),
  ]);
}
