import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SamlscopeError } from '../../src/base/errors.ts';
import { type Capture, capture } from '../../src/capture/capture.ts';
import { corpus, corpusIsHere, oracleFiles } from './corpus-files.ts';

const REPOSITORIES = ['ruby-saml', 'node-saml', 'crewjam-saml', 'samlify', 'SAMLRaider'];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function firstOf(file: string): Capture {
  return capture(readFileSync(join(corpus, file)), file)[0];
}

/** Whether OpenJDK read the file, which is then XML, whatever it is wrapped in. */
interface OracleParse {
  readonly repo: string;
  readonly file: string;
  readonly encoding: string;
  readonly parse: string;
}

describe.runIf(corpusIsHere)('capture of the files of other projects', () => {
  it.each(REPOSITORIES)('%s: no file brings anything but a message or a refusal', (repository) => {
    const folder = join(corpus, repository);
    const files = existsSync(folder) ? filesUnder(folder) : [];
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      try {
        capture(readFileSync(file), file);
      } catch (error) {
        expect(error, file).toBeInstanceOf(SamlscopeError);
      }
    }
  });

  it('finds XML in every file in which OpenJDK does', () => {
    const read = (oracleFiles() as unknown as OracleParse[]).filter(
      ({ repo, parse }) => REPOSITORIES.includes(repo) && parse === 'ok',
    );
    expect(read.length).toBeGreaterThan(300);
    for (const { repo, file, encoding } of read) {
      const { source } = firstOf(`${repo}/${file}`);
      expect(source.text.charAt(0), file).toBe('<');
      const inflated = source.steps.some(({ operation }) => operation === 'deflate');
      if (encoding === 'deflate') expect(inflated, file).toBe(true);
      if (encoding === 'xml') expect(inflated, file).toBe(false);
    }
  });

  it.each([
    [
      'TestSPCanProducePostRequest_form',
      'https://idp.testshib.org/idp/profile/SAML2/POST/SSO',
      'AuthnRequest',
    ],
    [
      'TestSPCanProducePostLogoutRequest_form',
      'https://idp.testshib.org/idp/profile/SAML2/POST/SLO',
      'LogoutRequest',
    ],
    [
      'TestSPCanProducePostLogoutResponse_form',
      'https://idp.testshib.org/idp/profile/SAML2/POST/SLO',
      'LogoutResponse',
    ],
    [
      'TestIDPCanHandlePostRequestWithExistingSession_http_response_body',
      'https://sp.example.com/saml2/acs',
      'Response',
    ],
    [
      'TestIDPCanHandleRequestWithExistingSession_http_response_body',
      'https://sp.example.com/saml2/acs',
      'Response',
    ],
  ])('crewjam-saml: the page %s', (file, sentTo, root) => {
    const found = firstOf(`crewjam-saml/testdata/${file}`);
    expect(found).toMatchObject({ format: 'HTML page with a form', binding: 'HTTP-POST', sentTo });
    expect(found.relayState).toMatch(/^(?:relayState|ThisIsTheRelayState)$/);
    expect(found.source.text).toMatch(new RegExp(`^<samlp:${root} `));
  });

  it.each([
    'rsa-sha1',
    'rsa-sha256',
    'rsa-sha384',
    'rsa-sha512',
    'ecdsa-sha1',
    'ecdsa-sha256',
    'ecdsa-sha384',
    'ecdsa-sha512',
  ])('crewjam-saml: the query signed with %s, and the request in it', (algorithm) => {
    const folder = 'crewjam-saml/testdata/TestSPCanProduceSignedRequestRedirectBinding';
    const found = firstOf(`${folder}/${algorithm}_queryString`);
    expect(found).toMatchObject({
      format: 'query string',
      parameter: 'SAMLRequest',
      relayState: 'relayState',
    });
    expect(found.query).toBe(
      readFileSync(join(corpus, `${folder}/${algorithm}_queryString`), 'utf8').trimEnd(),
    );
    expect(found.source.text).toBe(
      readFileSync(join(corpus, `${folder}/${algorithm}_decodedRequest`), 'utf8').trimEnd(),
    );
  });

  it('crewjam-saml: a URL with a JWT for RelayState', () => {
    const found = firstOf('crewjam-saml/samlsp/testdata/authn_request.url');
    expect(found).toMatchObject({
      format: 'URL',
      binding: 'HTTP-Redirect',
      sentTo: 'https://idp.testshib.org/idp/profile/SAML2/Redirect/SSO',
    });
    expect(found.relayState).toMatch(/^eyJ/);
    expect(found.source.text).toMatch(/^<AuthnRequest /);
  });
});
