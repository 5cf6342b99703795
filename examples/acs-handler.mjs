// An AssertionConsumerService that logs why a login failed.
//
// samlscope explains; it does not log anybody in. Your SAML library decides, and only where it refuses does this ask
// why. Its log holds no SAMLResponse, no name and no attribute: a log is read by more people than a login is.
//
//   PORT=8080 node examples/acs-handler.mjs
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { inspect, SamlscopeError } from '@samlscope/core';

const ENTITY_ID = 'https://sp.example.com/saml/metadata';
const ACS_URL = 'https://sp.example.com/saml/acs';
const MOST_BYTES = 1024 * 1024;

/** Checks whose values are addresses and names of systems, so that they may be logged. Others may be about a person. */
const SAFE_TO_QUOTE = new Set([
  'conditions/audience-mismatch',
  'issuer/mismatch',
  'response/destination-mismatch',
  'subject/recipient-mismatch',
]);

/** Put your SAML library here: it returns a user or throws. */
async function logIn(_samlResponse) {
  throw new Error('no SAML library is plugged in');
}

const server = createServer(async (request, response) => {
  if (request.method !== 'POST' || request.url !== '/saml/acs') {
    return reply(response, 404, 'Not here.');
  }
  const body = await readBody(request);
  if (body === undefined) return reply(response, 413, 'Too large.');
  try {
    await logIn(new URLSearchParams(body).get('SAMLResponse') ?? '');
    reply(response, 200, 'Welcome.');
  } catch {
    const reference = randomUUID();
    for (const line of whyItFailed(body)) console.log(`${reference} ${line}`);
    // The person is told the reference and nothing else: what is wrong may help whoever forged the message.
    reply(response, 403, `The login failed. Quote ${reference} when you ask for help.`);
  }
});

/** One line a finding, without anything personal. The whole body can be given: samlscope finds the field. */
function whyItFailed(body) {
  try {
    const { findings } = inspect(body, { now: Date.now(), audience: ENTITY_ID, acsUrl: ACS_URL });
    const faults = findings.filter(({ verdict }) => verdict === 'fail');
    if (faults.length === 0) return ['samlscope found no fault; see the log of the SAML library'];
    return faults.map(({ check, title, xpath, expected, actual }) => {
      const values =
        SAFE_TO_QUOTE.has(check) && expected !== undefined
          ? `: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
          : '';
      return `${check} at ${xpath}: ${title}${values}`;
    });
  } catch (error) {
    // What was posted need not be SAML at all. Its message may quote a piece of the input, so only the code is logged.
    if (error instanceof SamlscopeError) return [`nothing to inspect (${error.code})`];
    throw error;
  }
}

/** The body as text, or `undefined` where it is larger than any login. */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk); // the rest is read and dropped, so that the answer arrives
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function reply(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/saml/acs`);
});
