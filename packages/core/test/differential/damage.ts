import { type Located, locateElements } from '../../../testkit/src/locate.ts';

/** Numbers between 0 and 1 that are the same for the same seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
/** Changes a text in one place; `undefined` where there is no such place. */
type Change = (xml: string, random: Random) => string | undefined;

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)];
}

function splice(xml: string, start: number, end: number, text: string): string {
  return xml.slice(0, start) + text + xml.slice(end);
}

/** Elements that hold text and nothing else. */
function leaves(xml: string): Located[] {
  return locateElements(xml).filter(
    ({ openEnd, closeStart }) => closeStart > openEnd && !xml.slice(openEnd, closeStart).includes('<'),
  );
}

function inLeaf(change: (text: string, random: Random) => string): Change {
  return (xml, random) => {
    const leaf = pick(leaves(xml), random);
    if (!leaf) return undefined;
    const text = xml.slice(leaf.openEnd, leaf.closeStart);
    return splice(xml, leaf.openEnd, leaf.closeStart, change(text, random));
  };
}

function inAttribute(change: (value: string, random: Random) => string): Change {
  return (xml, random) => {
    // libxml2 refuses to canonicalise a namespace name that is no URI.
    const attributes = locateElements(xml)
      .flatMap((element) => element.attributes)
      .filter(({ name }) => !name.startsWith('xmlns'));
    const attribute = pick(attributes, random);
    if (!attribute) return undefined;
    const { start, end, name, raw } = attribute;
    return splice(xml, start, end, `${name}="${change(raw, random)}"`);
  };
}

function between(markup: string): Change {
  return (xml, random) => {
    const places = locateElements(xml).filter(({ parent }) => parent);
    const place = pick(places, random);
    return place && splice(xml, place.start, place.start, markup);
  };
}

function otherCharacter(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const character = text.charAt(at);
  // A reference must stay one.
  if (/[&;#]/.test(text) || text === '') return `${text}x`;
  return splice(text, at, at + 1, character === 'A' ? 'B' : 'A');
}

function inElement(localName: string, change: (text: string, random: Random) => string): Change {
  return (xml, random) => {
    const found = pick(
      locateElements(xml).filter((element) => element.localName === localName),
      random,
    );
    if (!found || found.closeStart === found.end) return undefined;
    return splice(
      xml,
      found.openEnd,
      found.closeStart,
      change(xml.slice(found.openEnd, found.closeStart), random),
    );
  };
}

const ALGORITHMS = [
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];

/** What may happen to a message on its way, or be done to it. */
export const damages: Readonly<Record<string, Change>> = {
  'text changed': inLeaf(otherCharacter),
  'attribute changed': inAttribute(otherCharacter),
  'white space between elements': between('\n  '),
  'white space in text': inLeaf((text) => ` ${text}\n`),
  'comment between elements': between('<!-- x -->'),
  'comment in text': inLeaf((text, random) => {
    const at = /&/.test(text) ? text.length : Math.floor(random() * (text.length + 1));
    return splice(text, at, at, '<!-- x -->');
  }),
  'instruction between elements': between('<?x y?>'),
  'element between elements': between('<x/>'),
  'prefix declared on the root': (xml) => {
    const [root] = locateElements(xml);
    return (
      root &&
      splice(xml, root.start + 1 + root.name.length, root.start + 1 + root.name.length, ' xmlns:zz="urn:zz"')
    );
  },
  'prefix declared on any element': (xml, random) => {
    const element = pick(locateElements(xml), random);
    const at = element && element.start + 1 + element.name.length;
    return at === undefined ? undefined : splice(xml, at, at, ' xmlns:zz="urn:zz"');
  },
  'DigestValue changed': inElement('DigestValue', otherCharacter),
  'SignatureValue changed': inElement('SignatureValue', otherCharacter),
  'DigestValue in lines': inElement('DigestValue', (text) => `\n${text.slice(0, 20)}\n${text.slice(20)}\n`),
  'SignatureValue in lines': inElement('SignatureValue', (text) => text.replace(/.{64}/g, '$&\r\n')),
  'element removed': (xml, random) => {
    const element = pick(
      locateElements(xml).filter(({ parent }) => parent),
      random,
    );
    return element && splice(xml, element.start, element.end, '');
  },
  'element twice': (xml, random) => {
    const element = pick(
      locateElements(xml).filter(({ parent }) => parent),
      random,
    );
    return element && splice(xml, element.end, element.end, xml.slice(element.start, element.end));
  },
  'two elements exchanged': (xml, random) => {
    const elements = locateElements(xml);
    const first = pick(
      elements.filter(({ parent }) => parent),
      random,
    );
    const second =
      first && elements.find(({ parent, start }) => parent === first.parent && start >= first.end);
    if (!first || !second) return undefined;
    const [a, b] = [xml.slice(first.start, first.end), xml.slice(second.start, second.end)];
    return splice(splice(xml, second.start, second.end, a), first.start, first.end, b);
  },
  'CRLF in a tag': (xml) => xml.replace(/ ID="/, '\r\nID="'),
  'CRLF in text': inLeaf((text) => `${text}\r\n`),
  'CR by reference in text': inLeaf((text) => `${text}&#13;`),
  'tab in an attribute': inAttribute((value) => `${value}\t`),
  'tab by reference in an attribute': inAttribute((value) => `${value}&#9;`),
  'character by reference': inLeaf((text) =>
    /[&]/.test(text) || text === '' ? text : `&#x${(text.codePointAt(0) ?? 0).toString(16)};${text.slice(1)}`,
  ),
  'CDATA round text': inLeaf((text) => (/&/.test(text) ? text : `<![CDATA[${text}]]>`)),
  'attribute in single quotes': (xml, random) => {
    const attribute = pick(
      locateElements(xml).flatMap((element) => element.attributes),
      random,
    );
    return attribute && splice(xml, attribute.start, attribute.end, `${attribute.name}='${attribute.raw}'`);
  },
  'attributes in another order': (xml, random) => {
    const element = pick(
      locateElements(xml).filter(({ attributes }) => attributes.length > 1),
      random,
    );
    const [first, second] = element?.attributes ?? [];
    if (!first || !second) return undefined;
    const [a, b] = [xml.slice(first.start, first.end), xml.slice(second.start, second.end)];
    return splice(splice(xml, second.start, second.end, a), first.start, first.end, b);
  },
  'empty element in two tags': (xml, random) => {
    const element = pick(
      locateElements(xml).filter(({ openEnd, end }) => openEnd === end),
      random,
    );
    return element && splice(xml, element.end - 2, element.end, `></${element.name}>`);
  },
  'algorithm renamed': (xml, random) => {
    const uri = pick(ALGORITHMS, random) ?? '';
    const attribute = pick(
      locateElements(xml).flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'Algorithm')),
      random,
    );
    return attribute && splice(xml, attribute.start, attribute.end, `Algorithm="${uri}"`);
  },
  'reference to the whole': (xml) => xml.replace(/URI="#[^"]*"/, 'URI=""'),
  'reference to an ID that is not there': (xml) => xml.replace(/URI="#/, 'URI="#x'),
  'an ID twice': (xml, random) => {
    const id = / ID="([^"]*)"/.exec(xml)?.[1];
    const element = pick(
      locateElements(xml).filter(({ attributes }) => attributes.every(({ name }) => name !== 'ID')),
      random,
    );
    const at = element && element.start + 1 + element.name.length;
    return at === undefined ? undefined : splice(xml, at, at, ` ID="${id}"`);
  },
  'transform removed': (xml) =>
    xml.replace(/<(\w+:)?Transform [^>]*enveloped-signature"\s*(?:\/>|><\/\1?Transform>)/, ''),
  'document type declared': (xml) => `<!DOCTYPE x>${xml.replace(/^<\?xml[^>]*\?>/, '')}`,
  'XML declaration': (xml) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replace(/^<\?xml[^>]*\?>\s*/, '')}`,
  'another certificate in KeyInfo': inElement('X509Certificate', (text) => text.slice(0, 40)),
  'KeyInfo removed': (xml) => {
    const found = locateElements(xml).find(({ localName }) => localName === 'KeyInfo');
    return found && splice(xml, found.start, found.end, '');
  },
  'text after the root': (xml) => `${xml}\n<!-- x -->\n`,
  'entity not defined': inLeaf((text) => `${text}&x;`),
};
