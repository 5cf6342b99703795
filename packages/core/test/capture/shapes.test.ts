import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Capture, capture } from '../../src/capture/capture.ts';

/** Has `+`, `/` and padding in its base64, a CDATA end, an umlaut, and nothing that a decoder could pass unseen. */
const XML =
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0">' +
  '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example/?a=1&amp;b=~~~>>>???</saml:Issuer>' +
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\r\n' +
  '<!-- J\u00f6rg \u{1f511} --></samlp:Response>';
const REQUEST =
  '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_2" Version="2.0" IssueInstant="2024-01-01T00:00:00Z"/>';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const B64 = base64(XML);
/** As XML, but of a length that takes padding. */
const PADDED = base64(XML).endsWith('=') ? XML : `${XML} `;
const DEFLATED = base64(deflateRawSync(XML));
const lines = (text: string, width: number, separator: string) =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(separator);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const html = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const jsonString = (text: string) => JSON.stringify(text).slice(1, -1);

interface Row {
  readonly why: string;
  readonly input: string | Uint8Array;
  /** What must be told, beside the XML itself. */
  readonly expected?: Partial<Omit<Capture, 'source'>>;
  readonly operations: readonly string[];
  /** Matches the repairs, joined; where it is missing there must be none. */
  readonly repaired?: RegExp;
  readonly text?: string;
}

const XML_ROWS: readonly Row[] = [
  { why: 'XML as text', input: XML, operations: [], expected: { format: 'XML' } },
  { why: 'XML as bytes', input: bytesOf(XML), operations: [], expected: { format: 'XML' } },
  { why: 'line ends are not touched', input: `${XML}\r\n`, operations: [], text: `${XML}\r\n` },
  { why: 'a byte order mark in bytes', input: bytesOf(`\ufeff${XML}`), operations: ['byte-order-mark'] },
  { why: 'a byte order mark in text', input: `\ufeff${XML}`, operations: ['byte-order-mark'] },
  { why: 'white space before an element is allowed', input: `\n  ${XML}`, operations: ['white-space'] },
  {
    why: 'white space before a declaration is not',
    input: `\n<?xml version="1.0"?>${XML}`,
    text: `<?xml version="1.0"?>${XML}`,
    operations: ['white-space'],
    repaired: /before its declaration/,
  },
  {
    why: 'UTF-16 with a byte order mark',
    input: Buffer.from(`\ufeff${XML}`, 'utf16le'),
    operations: ['byte-order-mark', 'utf-16'],
  },
  { why: 'UTF-16 big-endian', input: utf16be(`\ufeff${XML}`), operations: ['byte-order-mark', 'utf-16'] },
  {
    why: 'UTF-16 without a byte order mark',
    input: Buffer.from(XML, 'utf16le'),
    operations: ['utf-16'],
    repaired: /no byte order mark/,
  },
  {
    why: 'UTF-16 big-endian without a byte order mark',
    input: utf16be(XML),
    operations: ['utf-16'],
    repaired: /no byte order mark/,
  },
  {
    why: 'Latin-1, declared',
    input: Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>J\u00f6rg</a>', 'latin1'),
    text: '<?xml version="1.0" encoding="ISO-8859-1"?><a>J\u00f6rg</a>',
    operations: ['latin-1'],
  },
  {
    why: 'Windows-1252, declared: 0x80 is the euro sign there',
    input: Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>\x80</a>', 'latin1'),
    text: '<?xml version="1.0" encoding="windows-1252"?><a>\u20ac</a>',
    operations: ['latin-1'],
  },
  {
    why: 'a Latin-1 declaration is obeyed even where the bytes would be UTF-8, since the signer obeyed it',
    input: Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xc3\xb6</a>', 'latin1'),
    text: '<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00c3\u00b6</a>',
    operations: ['latin-1'],
  },
  {
    why: 'another character set, declared',
    input: Buffer.from('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xb1</a>', 'latin1'),
    text: '<?xml version="1.0" encoding="ISO-8859-2"?><a>\u0105</a>',
    operations: ['character-set'],
  },
  {
    why: 'Latin-1 that is not declared is not UTF-8',
    input: Buffer.from('<a>J\xf6rg</a>', 'latin1'),
    text: '<a>J\u00f6rg</a>',
    operations: ['latin-1'],
    repaired: /neither UTF-8/,
  },
  {
    why: 'what .NET writes through a StringWriter: UTF-8 that declares UTF-16',
    input: bytesOf(`<?xml version="1.0" encoding="utf-16"?>${XML}`),
    text: `<?xml version="1.0" encoding="utf-16"?>${XML}`,
    operations: ['character-set'],
    repaired: /names utf-16/,
  },
  { why: 'XML that is not SAML is XML', input: '<a/>', text: '<a/>', operations: [] },
  { why: 'XML cut short is still XML', input: XML.slice(0, 200), text: XML.slice(0, 200), operations: [] },
];

const BASE64_ROWS: readonly Row[] = [
  { why: 'base64', input: B64, operations: ['base64'], expected: { format: 'base64' } },
  { why: 'base64 as bytes', input: bytesOf(B64), operations: ['base64'] },
  { why: 'lines of 76, as MIME has them', input: lines(B64, 76, '\r\n'), operations: ['base64'] },
  { why: 'indented lines', input: `  ${lines(B64, 64, '\n    ')}\n`, operations: ['base64'] },
  {
    why: 'lines joined by spaces: the even distance shows that they are no "+"',
    input: lines(B64, 64, ' '),
    operations: ['base64'],
  },
  {
    why: 'URL-safe alphabet without padding',
    input: Buffer.from(XML).toString('base64url'),
    operations: ['base64'],
    repaired: /URL-safe.*padding/,
  },
  {
    why: 'missing padding',
    input: base64(PADDED).replace(/=+$/, ''),
    text: PADDED,
    operations: ['base64'],
    repaired: /added/,
  },
  {
    why: 'a space where "+" was',
    input: B64.replaceAll('+', ' '),
    operations: ['base64'],
    repaired: /put back to "\+"/,
  },
  { why: 'single quotes', input: `'${B64}'`, operations: ['quotes', 'base64'] },
  { why: 'double quotes and a comma', input: `"${B64}",\n`, operations: ['quotes', 'base64'] },
  { why: 'one stray quote', input: `${B64}'`, operations: ['base64'], repaired: /"'" dropped/ },
  {
    why: 'the % that zsh shows after output without a line end',
    input: `${B64}%\n`,
    operations: ['base64'],
    repaired: /dropped/,
  },
  {
    why: 'a string of JSON with \\/ and \\n',
    input: `"${lines(B64, 76, '\\n').replaceAll('/', '\\/')}"`,
    operations: ['quotes', 'escapes', 'base64'],
  },
  {
    why: 'the same without its quotes',
    input: lines(B64, 76, '\\n').replaceAll('/', '\\/'),
    operations: ['escapes', 'base64'],
  },
  {
    why: 'what System.Text.Json makes of "+"',
    input: B64.replaceAll('+', '\\u002B'),
    operations: ['escapes', 'base64'],
  },
  { why: 'a bytes literal of Python', input: `b'${B64}'`, operations: ['quotes', 'base64'] },
  {
    why: 'a data URL',
    input: `data:application/xml;base64,${B64}`,
    operations: ['data-url', 'base64'],
    expected: { format: 'data URL' },
  },
  {
    why: 'a data URL of percent-encoded XML',
    input: `data:text/xml,${encodeURIComponent(XML)}`,
    operations: ['data-url', 'percent-encoding'],
  },
  {
    why: 'lines like those of PEM round it',
    input: `-----BEGIN SAML-----\n${lines(B64, 64, '\n')}\n-----END SAML-----\n`,
    operations: ['pem', 'base64'],
    repaired: /PEM/,
  },
  { why: 'twice', input: base64(B64), operations: ['base64', 'base64'], repaired: /decodes once/ },
  {
    why: 'UTF-16 of PowerShell',
    input: Buffer.from(`\ufeff${B64}\r\n`, 'utf16le'),
    operations: ['byte-order-mark', 'utf-16', 'base64'],
  },
  {
    why: 'base64 of UTF-16',
    input: base64(Buffer.from(`\ufeff${XML}`, 'utf16le')),
    operations: ['base64', 'byte-order-mark', 'utf-16'],
  },
  {
    why: 'cut short by a terminal within a group of four: what is there is shown',
    input: B64.slice(0, 4 * 40 + 1),
    text: XML.slice(0, 120),
    operations: ['base64'],
    repaired: /cut short/,
  },
  {
    why: 'bits left over at the end',
    input: base64(XML.slice(0, 100)).replace(/Q==$/, 'R=='),
    text: XML.slice(0, 100),
    operations: ['base64'],
    repaired: /belong to no byte/,
  },
  { why: 'DEFLATE', input: DEFLATED, operations: ['base64', 'deflate'] },
  { why: 'the bytes of DEFLATE themselves', input: deflateRawSync(XML), operations: ['deflate'] },
  {
    why: 'DEFLATE in zlib',
    input: base64(deflateSync(XML)),
    operations: ['base64', 'deflate'],
    repaired: /zlib/,
  },
  {
    why: 'DEFLATE with bytes after its end',
    input: base64(Buffer.concat([deflateRawSync(XML), Buffer.from('xyz')])),
    operations: ['base64', 'deflate'],
    repaired: /3 bytes after its end/,
  },
  { why: 'percent-encoded', input: encodeURIComponent(B64), operations: ['percent-encoding', 'base64'] },
  {
    why: 'percent-encoded twice',
    input: encodeURIComponent(encodeURIComponent(B64)),
    operations: ['percent-encoding', 'percent-encoding', 'base64'],
    repaired: /encoded again/,
  },
  { why: 'percent-encoded XML', input: encodeURIComponent(XML), operations: ['percent-encoding'] },
  {
    why: 'XML encoded as a form would',
    input: new URLSearchParams({ a: XML }).toString().slice(2),
    operations: ['percent-encoding'],
  },
];

const FORM = `SAMLResponse=${encodeURIComponent(B64)}&RelayState=${encodeURIComponent('https://sp.example/a b?c=d')}`;
const SIGNED = `SAMLRequest=${encodeURIComponent(base64(deflateRawSync(REQUEST)))}&RelayState=r%2Fs&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256&Signature=QUJD`;
const FORM_TOLD = { parameter: 'SAMLResponse', relayState: 'https://sp.example/a b?c=d' };

const PARAMETER_ROWS: readonly Row[] = [
  {
    why: 'a form body',
    input: FORM,
    operations: ['form-body', 'percent-encoding', 'base64'],
    expected: { ...FORM_TOLD, format: 'form body' },
  },
  {
    why: 'a form body whose "+" a form parser reads as spaces',
    input: `SAMLResponse=${B64}&RelayState=x`,
    operations: ['form-body', 'base64'],
    repaired: /put back/,
    expected: { relayState: 'x' },
  },
  {
    why: 'RelayState first',
    input: `RelayState=x&SAMLResponse=${encodeURIComponent(B64)}`,
    operations: ['form-body', 'percent-encoding', 'base64'],
    expected: { relayState: 'x' },
  },
  {
    why: 'fields noted one a line',
    input: `SAMLResponse=${encodeURIComponent(B64)}\nRelayState=x`,
    operations: ['form-body', 'percent-encoding', 'base64'],
    expected: { relayState: 'x' },
  },
  {
    why: 'copied from after the first "="',
    input: `${encodeURIComponent(B64)}&RelayState=x`,
    operations: ['form-body', 'percent-encoding', 'base64'],
    expected: { relayState: 'x' },
    repaired: /name of the first parameter is missing/,
  },
  {
    why: 'a name in another case is another name to a receiver',
    input: `samlresponse=${encodeURIComponent(B64)}`,
    operations: ['form-body', 'percent-encoding', 'base64'],
    expected: { parameter: 'samlresponse' },
    repaired: /case-sensitive/,
  },
  {
    why: 'deflated in a POST',
    input: `POST /acs HTTP/1.1\r\nHost: sp.example\r\n\r\nSAMLResponse=${encodeURIComponent(DEFLATED)}`,
    operations: ['http-message', 'form-body', 'percent-encoding', 'base64', 'deflate'],
    repaired: /POST binding does not/,
    expected: { binding: 'HTTP-POST', format: 'HTTP message' },
  },
  {
    why: 'a URL of the Redirect binding, signed',
    input: `https://idp.example/sso?${SIGNED}\n`,
    text: REQUEST,
    operations: ['url', 'percent-encoding', 'base64', 'deflate'],
    expected: {
      format: 'URL',
      parameter: 'SAMLRequest',
      relayState: 'r/s',
      query: SIGNED,
      binding: 'HTTP-Redirect',
      sentTo: 'https://idp.example/sso',
    },
  },
  {
    why: 'its query alone',
    input: SIGNED,
    text: REQUEST,
    operations: ['query-string', 'percent-encoding', 'base64', 'deflate'],
    expected: { format: 'query string', query: SIGNED, binding: 'HTTP-Redirect' },
  },
  {
    why: 'its query with the question mark',
    input: `?SAMLResponse=${encodeURIComponent(DEFLATED)}`,
    operations: ['query-string', 'percent-encoding', 'base64', 'deflate'],
    expected: { binding: 'HTTP-Redirect' },
  },
  {
    why: 'copied out of the source of a page',
    input: `https://idp.example/sso?RelayState=x&amp;SAMLResponse=${encodeURIComponent(DEFLATED)}`,
    operations: ['url', 'percent-encoding', 'base64', 'deflate'],
    repaired: /&amp;/,
  },
  {
    why: 'not deflated in a Redirect',
    input: `https://idp.example/sso?SAMLResponse=${encodeURIComponent(B64)}`,
    operations: ['url', 'percent-encoding', 'base64'],
    repaired: /not deflated/,
  },
  {
    why: 'in the fragment, as a single-page application has it',
    input: `https://app.example/#/login?SAMLResponse=${encodeURIComponent(B64)}&RelayState=x`,
    operations: ['url', 'percent-encoding', 'base64'],
    expected: { relayState: 'x' },
  },
  {
    why: 'a URL within the query of a URL',
    input: `https://portal.example/?continue=${encodeURIComponent(`https://idp.example/sso?SAMLResponse=${encodeURIComponent(DEFLATED)}`)}`,
    operations: ['percent-encoding', 'url', 'url', 'percent-encoding', 'base64', 'deflate'],
    expected: { binding: 'HTTP-Redirect', sentTo: 'https://idp.example/sso' },
  },
  {
    why: 'a URL broken into lines by a mail',
    input: lines(`https://idp.example/sso?SAMLResponse=${encodeURIComponent(DEFLATED)}`, 70, '\n'),
    operations: ['url', 'url', 'percent-encoding', 'base64', 'deflate'],
    repaired: /line breaks/,
  },
  {
    why: 'the target of an HTTP request',
    input: `GET /sso?SAMLResponse=${encodeURIComponent(DEFLATED)}&RelayState=x HTTP/1.1\r\nHost: idp.example\r\n\r\n`,
    operations: ['http-message', 'url', 'percent-encoding', 'base64', 'deflate'],
    expected: { binding: 'HTTP-Redirect', relayState: 'x' },
  },
  {
    why: 'the Location of an HTTP response',
    input: `HTTP/1.1 302 Found\nDate: x\nLocation: https://idp.example/sso?${SIGNED}\n\n`,
    text: REQUEST,
    operations: ['http-message', 'url', 'percent-encoding', 'base64', 'deflate'],
    expected: { query: SIGNED, sentTo: 'https://idp.example/sso' },
  },
  {
    why: 'a command line of curl',
    input: `curl 'https://sp.example/acs' \\\n  -H 'Cookie: a=b' \\\n  --data-raw '${FORM}' --compressed`,
    operations: ['cut-out', 'form-body', 'percent-encoding', 'base64'],
    expected: { ...FORM_TOLD, format: 'text with a SAML parameter' },
  },
  {
    why: 'a URL in a command line',
    input: `curl -v "https://idp.example/sso?${SIGNED}" -o page.html`,
    text: REQUEST,
    operations: ['cut-out', 'url', 'percent-encoding', 'base64', 'deflate'],
    expected: { query: SIGNED, relayState: 'r/s' },
  },
  {
    why: 'the form data that developer tools list',
    input: `SAMLResponse: ${B64}\nRelayState: https://sp.example/x`,
    operations: ['cut-out', 'base64'],
    expected: { parameter: 'SAMLResponse', relayState: 'https://sp.example/x' },
  },
  {
    why: 'the same as a newer browser copies it',
    input: `SAMLResponse\n${B64}\nRelayState\nhttps://sp.example/x`,
    operations: ['cut-out', 'base64'],
    expected: { relayState: 'https://sp.example/x' },
  },
  {
    why: 'a multipart body',
    input: `------X\r\nContent-Disposition: form-data; name="SAMLResponse"\r\n\r\n${B64}\r\n------X\r\nContent-Disposition: form-data; name="RelayState"\r\n\r\nabc\r\n------X--\r\n`,
    operations: ['cut-out', 'base64'],
    expected: { parameter: 'SAMLResponse', relayState: 'abc' },
  },
  {
    why: "a framework's log",
    input: `I, [2024] Parameters: {"SAMLResponse"=>"${B64}", "RelayState"=>"abc"}\nCompleted`,
    operations: ['cut-out', 'base64'],
    expected: { parameter: 'SAMLResponse', relayState: 'abc' },
  },
  {
    why: 'var_dump',
    input: `array(1) {\n  ["SAMLResponse"]=>\n  string(${B64.length}) "${B64}"\n}`,
    operations: ['cut-out', 'base64'],
  },
  {
    why: 'JSON within a log line',
    input: `ERROR handler event={"body":{"SAMLResponse":"${B64}"}} done`,
    operations: ['cut-out', 'base64'],
  },
  {
    why: 'XML under a name, after other lines',
    input: `RelayState: abc\nSAMLResponse: ${XML}\nend`,
    operations: ['cut-out'],
    expected: { parameter: 'SAMLResponse', relayState: 'abc' },
  },
  {
    why: 'the call of AWS STS',
    input: `Action=AssumeRoleWithSAML&RoleArn=arn&SAMLAssertion=${encodeURIComponent(B64)}&Version=2011-06-15`,
    operations: ['form-body', 'percent-encoding', 'base64'],
    expected: { parameter: 'SAMLAssertion' },
  },
  {
    why: 'WS-Federation, where XML itself is posted',
    input: `wa=wsignin1.0&wresult=${encodeURIComponent(XML)}&wctx=x`,
    operations: ['form-body', 'percent-encoding'],
    expected: { parameter: 'wresult' },
  },
];

const PAGE_ROWS: readonly Row[] = [
  {
    why: 'a page that submits itself',
    input: `<!DOCTYPE html><html><body onload="document.forms[0].submit()"><form action="https://sp.example/acs?x=1&amp;y=2" method="POST"><input type="hidden" name="RelayState" value="a&amp;b"><input type="hidden" name="SAMLResponse" value="${B64.replaceAll('+', '&#43;')}"></form></body></html>`,
    operations: ['html-form', 'base64'],
    expected: {
      format: 'HTML page with a form',
      parameter: 'SAMLResponse',
      relayState: 'a&b',
      binding: 'HTTP-POST',
      sentTo: 'https://sp.example/acs?x=1&y=2',
    },
  },
  {
    why: 'attributes in another order, single quotes, capitals, hexadecimal references',
    input: `<FORM METHOD=post ACTION=/acs><INPUT VALUE='${B64.replaceAll('+', '&#x2B;')}' NAME='SAMLResponse' TYPE='hidden'/></FORM>`,
    operations: ['html-form', 'base64'],
    expected: { binding: 'HTTP-POST' },
  },
  {
    why: 'no quotes at all',
    input: `<html><form method=post><input name=SAMLResponse value=${B64}></form></html>`,
    operations: ['html-form', 'base64'],
  },
  {
    why: 'XHTML of Shibboleth, with an XML declaration and a newline in the value',
    input: `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><body><form action="https&#x3a;&#x2f;&#x2f;sp.example&#x2f;acs" method="post"><div><input type="hidden" name="SAMLResponse" value="${lines(B64, 76, '&#10;')}"/></div></form></body></html>`,
    operations: ['html-form', 'base64'],
    expected: { sentTo: 'https://sp.example/acs' },
  },
  {
    why: 'a textarea',
    input: `<form method="post"><textarea name="SAMLResponse">\n${B64}</textarea></form>`,
    operations: ['html-form', 'base64'],
  },
  {
    why: 'a page within an HTTP response',
    input: `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><form method="post" action="https://sp.example/acs"><input name="SAMLResponse" value="${B64}"></form></html>`,
    operations: ['http-message', 'html-form', 'base64'],
    expected: { binding: 'HTTP-POST', sentTo: 'https://sp.example/acs' },
  },
];

const TEXT_ROWS: readonly Row[] = [
  {
    why: 'XML in a log line',
    input: `2024-01-01 DEBUG <worker-1> received: ${XML} in 3 ms\n2024 INFO <samlish> next`,
    operations: ['cut-out'],
    expected: { format: 'text with XML in it' },
  },
  {
    why: 'XML with its declaration in a log line',
    input: `got <?xml version="1.0"?>\n${XML} ok`,
    text: `<?xml version="1.0"?>\n${XML}`,
    operations: ['cut-out'],
  },
  {
    why: 'a fenced block',
    input: `\`\`\`xml\n${XML}\n\`\`\``,
    operations: ['cut-out'],
  },
  { why: 'an empty element', input: `sent ${REQUEST} to idp`, text: REQUEST, operations: ['cut-out'] },
  {
    why: 'elements of the same name within one another',
    input: `x <Response><Response>a</Response></Response> y`,
    text: '<Response><Response>a</Response></Response>',
    operations: ['cut-out'],
  },
  {
    why: 'XML without its end',
    input: `log: ${XML.slice(0, 150)}`,
    text: XML.slice(0, 150),
    operations: ['cut-out'],
    repaired: /end-tag is missing/,
  },
  { why: 'escaped for a page', input: html(XML), operations: ['html-entities'] },
  {
    why: 'escaped for a page, within it',
    input: `<html><pre>${html(XML)}</pre></html>`,
    operations: ['cut-out', 'html-entities'],
  },
  { why: 'escaped for a page twice', input: html(html(XML)), operations: ['html-entities', 'html-entities'] },
  { why: 'a string literal without its quotes', input: jsonString(XML), operations: ['escapes'] },
  { why: 'a string literal', input: JSON.stringify(XML), operations: ['quotes', 'escapes'] },
  {
    why: 'a string literal of a string literal',
    input: JSON.stringify(JSON.stringify(XML)),
    operations: ['quotes', 'escapes', 'quotes', 'escapes'],
  },
  {
    why: 'quotes put round XML that has quotes: a backslash in it is a backslash',
    input: '"<Response a="CORP\\name"/>"',
    text: '<Response a="CORP\\name"/>',
    operations: ['quotes'],
  },
  {
    why: 'as Go and .NET escape "<"',
    input: jsonString(XML).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
    operations: ['escapes'],
  },
  {
    why: 'the same in a log line',
    input: `level=info msg="${jsonString(XML).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')}" n=1`,
    operations: ['cut-out', 'escapes'],
  },
  {
    why: 'as nginx escapes it in a log',
    input: `1.2.3.4 "${REQUEST.replaceAll('"', '\\x22').replaceAll('<', '\\x3C').replaceAll('>', '\\x3E')}" 200`,
    text: REQUEST,
    operations: ['cut-out', 'escapes'],
  },
  {
    why: 'percent-encoded in a log line',
    input: `INFO xml=${encodeURIComponent(XML)} n=1`,
    operations: ['cut-out', 'percent-encoding'],
  },
  {
    why: 'base64 in a log line',
    input: `INFO saml response is ${B64} (ok)`,
    operations: ['cut-out', 'base64'],
  },
  {
    why: 'JSON of a gateway',
    input: JSON.stringify({ a: [1, null], body: FORM, z: 'x' }),
    operations: ['json', 'form-body', 'percent-encoding', 'base64'],
    expected: FORM_TOLD,
  },
  {
    why: 'JSON with names and values',
    input: JSON.stringify([{ name: 'SAMLResponse', value: B64 }]),
    operations: ['json', 'base64'],
    expected: { parameter: 'SAMLResponse', format: 'JSON' },
  },
  {
    why: 'an export of SAML-tracer',
    input: JSON.stringify({ requests: [{ post: [['SAMLResponse', B64]] }] }),
    operations: ['json', 'base64'],
  },
];

describe.each([
  ['XML', XML_ROWS],
  ['base64', BASE64_ROWS],
  ['parameters', PARAMETER_ROWS],
  ['pages', PAGE_ROWS],
  ['other text', TEXT_ROWS],
])('capture: %s', (_, rows) => {
  it.each(rows)('$why', ({ input, expected, operations, repaired, text }) => {
    const [found, ...more] = capture(input, 'the name');
    const { source, ...told } = found;
    expect(source.text).toBe(text ?? XML);
    expect(source.name).toBe('the name');
    expect(more).toEqual([]);
    expect(told).toMatchObject(expected ?? {});
    expect(source.steps.map(({ operation }) => operation)).toEqual(operations);
    const repairs = source.steps.flatMap((step) => step.repaired ?? []).join('; ');
    expect(repairs).toMatch(repaired ?? /^$/);
  });
});

describe('capture of several messages', () => {
  it('finds both parameters of one query, in their order', () => {
    const both = capture(
      `SAMLRequest=${encodeURIComponent(base64(REQUEST))}&SAMLResponse=${encodeURIComponent(B64)}`,
      'x',
    );
    expect(both.map(({ parameter, source }) => [parameter, source.text])).toEqual([
      ['SAMLRequest', REQUEST],
      ['SAMLResponse', XML],
    ]);
  });

  it('finds every message of a log, each with its own RelayState', () => {
    const log = `a SAMLRequest: ${base64(REQUEST)}\nRelayState: one\nb SAMLResponse: ${B64}\nRelayState: two\n`;
    expect(capture(log, 'x').map(({ relayState, source }) => [relayState, source.text])).toEqual([
      ['one', REQUEST],
      ['two', XML],
    ]);
    expect(capture(`a ${REQUEST} b ${XML} c`, 'x').map(({ source }) => source.text)).toEqual([REQUEST, XML]);
  });

  it('keeps the forms of one page apart', () => {
    const page = `<form action="https://a.example/"><input name="SAMLResponse" value="${B64}"><input name="RelayState" value="1"></form><form action="https://b.example/"><input name="SAMLRequest" value="${base64(REQUEST)}"></form>`;
    expect(capture(page, 'x').map(({ sentTo, relayState }) => [sentTo, relayState])).toEqual([
      ['https://a.example/', '1'],
      ['https://b.example/', undefined],
    ]);
  });

  it('reads a HAR, naming the entries', () => {
    const har = {
      log: {
        version: '1.2',
        entries: [
          { request: { method: 'GET', url: 'https://sp.example/' }, response: { content: {} } },
          { request: { method: 'GET', url: `https://idp.example/sso?${SIGNED}` }, response: {} },
          {
            request: { method: 'GET', url: 'https://idp.example/page' },
            response: {
              content: {
                encoding: 'base64',
                text: base64(
                  `<form method="post" action="https://sp.example/acs"><input name="SAMLResponse" value="${B64}"></form>`,
                ),
              },
            },
          },
          {
            request: {
              method: 'POST',
              url: 'https://sp.example/acs?x=1',
              postData: {
                params: [
                  { name: 'RelayState', value: 'r' },
                  { name: 'SAMLResponse', value: encodeURIComponent(B64) },
                ],
              },
            },
          },
          { request: { method: 'POST', url: 'https://sp.example/acs', postData: { text: FORM } } },
          null,
          { request: 7 },
        ],
      },
    };
    const found = capture(JSON.stringify(har), 'x');
    expect(found.map(({ source, sentTo, binding }) => [source.text, sentTo, binding])).toEqual([
      [REQUEST, 'https://idp.example/sso', 'HTTP-Redirect'],
      [XML, 'https://sp.example/acs', 'HTTP-POST'],
      [XML, 'https://sp.example/acs?x=1', 'HTTP-POST'],
      [XML, 'https://sp.example/acs', 'HTTP-POST'],
    ]);
    expect(found.map(({ source }) => source.steps[0]?.says)).toEqual([
      'the URL of entry 1 of a HAR taken: GET https://idp.example/sso',
      'the response of entry 2 of a HAR taken: GET https://idp.example/page',
      'the posted data of entry 3 of a HAR taken: POST https://sp.example/acs',
      'the posted data of entry 4 of a HAR taken: POST https://sp.example/acs',
    ]);
    expect(found[2]?.relayState).toBe('r');
    expect(found.every(({ format }) => format === 'HAR')).toBe(true);
  });
});

describe('what the steps say', () => {
  it('has figures', () => {
    const [{ source }] = capture(`SAMLResponse=${encodeURIComponent(lines(B64, 76, '\n'))}`, 'x');
    const { length } = lines(B64, 76, '\n');
    expect(source.steps.at(-1)?.says).toBe(
      `base64, ${length} characters to ${Buffer.byteLength(XML)} bytes; ${Math.floor(B64.length / 76)} line breaks removed`,
    );
  });

  it('separates thousands', () => {
    const long = `<a>${'x'.repeat(5_000)}</a>`;
    expect(capture(base64(long), 'x')[0].source.steps[0]?.says).toBe(
      'base64, 6,676 characters to 5,007 bytes',
    );
  });
});
