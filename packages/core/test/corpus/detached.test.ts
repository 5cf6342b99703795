// Signed queries of other projects, under the keys of their tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capture } from '../../src/capture/capture.ts';
import { readSignedQuery } from '../../src/capture/signed-query.ts';
import { examineDetached } from '../../src/dsig/detached.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { corpus, corpusIsHere } from './corpus-files.ts';

function examine(input: string, keyFile: string) {
  const parts = readSignedQuery(capture(input, 'corpus')[0]);
  if (!parts) throw new Error('No signature was found.');
  return examineDetached(parts, readKeysPem(readFileSync(join(corpus, keyFile), 'utf8'), keyFile));
}

describe.skipIf(!corpusIsHere)('signed queries', () => {
  const folder = 'crewjam-saml/testdata/TestSPCanProduceSignedRequestRedirectBinding';
  const queries = corpusIsHere
    ? readdirSync(join(corpus, folder)).filter((name) => name.endsWith('_queryString'))
    : [];

  test.each(queries)('crewjam/saml %s matches under the key of its service provider', (name) => {
    const query = readFileSync(join(corpus, folder, name), 'utf8');
    expect(examine(query, 'crewjam-saml/testdata/sp_cert.pem')).toMatchObject({
      binding: 'HTTP-Redirect',
      state: 'matches',
      outcome: 'known-signer',
    });
    expect(examine(query, 'crewjam-saml/testdata/cert_2017.pem')).toMatchObject({ state: 'differs' });
    const changed = query.replace('RelayState=relayState', 'RelayState=relayStatf');
    expect(examine(changed, 'crewjam-saml/testdata/sp_cert.pem')).toMatchObject({
      state: 'differs',
      outcome: 'value-mismatch',
    });
  });

  test.each(['sp_slo_redirect.json', 'sp_slo_redirect_failure.json', 'idp_slo_redirect.json'])(
    'node-saml %s',
    (name) => {
      const text = readFileSync(join(corpus, 'node-saml/test/static', name), 'utf8');
      const { originalQuery } = JSON.parse(text) as { originalQuery: string };
      for (const input of [originalQuery, text]) {
        expect(examine(input, KEY)).toMatchObject({ binding: 'HTTP-Redirect', state: 'matches' });
      }
    },
  );
});

const KEY = 'node-saml/test/static/acme_tools_com.cert';
