// Messages that other projects changed after signing, or found changed: what happened to them is found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/index.ts';
import { corpus, corpusIsHere } from './corpus-files.ts';

/** File, what its name or its text says of it, what is found. */
const changed: readonly (readonly [file: string, why: string, reasons: readonly string[]])[] = [
  [
    'crewjam-saml/testdata/TestIDPMakeResponse_response.xml',
    'a golden file, indented for people',
    ['digest pretty-printed', 'value pretty-printed'],
  ],
  [
    'SAMLRaider/scripts/samltest/saml_response.xml',
    'pasted by way of an editor: indented, and a name reads `Ã`',
    ['digest several-changes', 'value pretty-printed'],
  ],
  [
    'signxml/test/interop/phaos-xmldsig-three/signature-rsa-enveloped-bad-digest-val.xml',
    'its DigestValue was made wrong',
    ['value digest-value-edited'],
  ],
  [
    'xml-crypto/test/static/invalid_signature - changed content.xml',
    'an attribute was changed',
    ['digest value-replaced'],
  ],
  [
    'ruby-saml/test/responses/response_node_text_attack3.xml.base64',
    'text was put into NameID behind a comment',
    ['digest node-added'],
  ],
  [
    'node-saml/test/static/signatures/invalid/response.root-signed-transforms.assertion-unsigned.xml',
    'a transform was added',
    ['value signed-info-node-added'],
  ],
  [
    'xmlsec/tests/aleksey-xmldsig-01/enveloping-sha512-ecdsa-sha512-with-asn1.xml',
    'the ECDSA value is in ASN.1',
    ['value ecdsa-value-in-der'],
  ],
];

describe.skipIf(!corpusIsHere)('what other projects changed', () => {
  test.each(changed)('%s: %s', (file, _, reasons) => {
    const { signatures } = inspect(readFileSync(join(corpus, file)));
    const found = signatures.flatMap(({ explanation }) => explanation ?? []);
    expect(found.map(({ of, cause }) => `${of} ${cause}`)).toEqual(reasons);
  });
});
