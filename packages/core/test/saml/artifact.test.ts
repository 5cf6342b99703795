import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/index.ts';
import { readArtifact, sourceIdOf } from '../../src/saml/artifact.ts';

const ENTITY = 'https://idp.example.com/metadata';
const source = sourceIdOf(ENTITY) ?? '';

function artifact(
  endpoint: readonly [number, number],
  type: readonly [number, number] = [0, 4],
  length = 20,
) {
  return Buffer.concat([
    Buffer.from([...type, ...endpoint]),
    Buffer.from(source, 'hex'),
    Buffer.alloc(length, 7),
  ]).toString('base64');
}

describe('readArtifact', () => {
  test('takes index and source out of it', () => {
    expect(source).toMatch(/^[0-9a-f]{40}$/);
    expect(readArtifact(` ${artifact([1, 2])}\n`)).toEqual({ endpointIndex: 258, sourceId: source });
  });

  test.each([
    ['', 'of another type than 0x0004'],
    ['not base64!', 'no base64 of an artifact'],
    [artifact([0, 0], [0, 1]), 'of another type than 0x0004'],
    [artifact([0, 0], [0, 4], 19), '43 octets long, not 44'],
    ['A'.repeat(2000), 'no base64 of an artifact'],
  ])('%j is %s', (text, fault) => {
    expect(readArtifact(text)).toEqual({ fault });
  });
});

test('an ArtifactResolve is read where it travels, in SOAP', () => {
  const message = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><p:ArtifactResolve xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="_6d7c0f2e9a8b4c3d5e6f70819a2b3c4d" Version="2.0" IssueInstant="2026-03-02T09:30:00Z"><a:Issuer>https://sp.example.com</a:Issuer><p:Artifact>${artifact([0, 3])}</p:Artifact></p:ArtifactResolve></S:Body></S:Envelope>`;
  const report = inspect(message, { now: Date.parse('2026-03-02T09:31:00Z') });
  expect(report.messages[0]).toMatchObject({
    kind: 'artifact-resolve',
    issuer: 'https://sp.example.com',
    details: [
      { name: 'Artifact' },
      { name: 'SourceID', value: source },
      { name: 'EndpointIndex', value: '3' },
    ],
  });
  expect(report.findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
});
