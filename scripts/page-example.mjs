// The example on a check's page: a fixture, and what is found in it. Used where the pages are written and where they are
// tested.

import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const folder = 'docs/checks';

/** The finding as the page of its check shows it, with a link to the fixture. */
export function exampleText(id, { fixture, finding }) {
  const path = relative(dirname(`${folder}/${id}.md`), `fixtures/${fixture}`);
  const { line, column, excerpt, expected, actual, nearMiss, remedies } = finding;
  const sides = [
    ...(expected === undefined ? [] : [`expected  ${expected}`]),
    ...(actual === undefined ? [] : [`actual    ${actual}`]),
  ];
  return [
    `From [\`fixtures/${fixture}\`](${path}):`,
    quote(finding.message),
    ...(excerpt ? [fence(underlined(excerpt, line, column))] : []),
    ...(sides.length > 0 ? [fence(sides.join('\n'))] : []),
    ...(nearMiss === undefined ? [] : [nearMiss]),
    ...(remedies.length > 0 ? [remedies.map(remedy).join('\n')] : []),
  ].join('\n\n');
}

function remedy({ end, where, do: action }) {
  return `- ${end === 'you' ? 'You' : `At the ${end}`}${where ? ` (${where})` : ''}: ${action}`;
}

/** The line pointed at with the part underlined, as compilers do. */
function underlined({ text, start, end }, line, column) {
  const place = `${line}:${column}  `;
  return `${place}${text}\n${' '.repeat(place.length + start)}${'^'.repeat(Math.max(1, end - start))}`;
}

/** Facts as given.json writes them, for `inspect`: an instant is text there, and PEM or XML is the name of a file. */
export function readFacts(
  { now, request, certificates, privateKeys, idpMetadata, spMetadata, metadata, ...others },
  directory,
) {
  const { awsRoles, awsProvider, cloudTrail, servicePrincipal, application, claimsPolicy, ...facts } = others;
  const read = (name) => readFileSync(resolve(directory, name), 'utf8');
  return {
    ...facts,
    ...(now !== undefined && { now: now === 'issued' ? now : Date.parse(now) }),
    ...(certificates && { certificates: certificates.map(read) }),
    ...(privateKeys && { privateKeys: privateKeys.map(read) }),
    ...(request && { request: read(request) }),
    ...(servicePrincipal !== undefined && { servicePrincipal: read(servicePrincipal) }),
    ...(application !== undefined && { application: read(application) }),
    ...(claimsPolicy !== undefined && { claimsPolicy: read(claimsPolicy) }),
    ...(awsRoles && { awsRoles: awsRoles.map(read) }),
    ...(awsProvider && { awsProvider: awsProvider.map(read) }),
    ...(cloudTrail && { cloudTrail: cloudTrail.map(read) }),
    ...(metadata && { metadata: metadata.map(read) }),
    ...(idpMetadata && { idpMetadata: read(idpMetadata) }),
    ...(spMetadata && { spMetadata: read(spMetadata) }),
  };
}

const quote = (text) => text.replace(/^/gm, '> ');

/** A block of plain text in Markdown. */
export const fence = (text) => `\`\`\`text\n${text}\n\`\`\``;
