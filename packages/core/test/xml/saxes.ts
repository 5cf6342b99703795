import { SaxesParser } from 'saxes';
import type { XmlChild, XmlDocument } from '../../src/xml/document.ts';

/** A document as a list of events, in words that two parsers can agree on. */
export type Events = readonly string[];

const attributeEvent = (namespaceURI: string, localName: string, value: string) =>
  `  @{${namespaceURI}}${localName}=${JSON.stringify(value)}`;

/** Joins text that stands together, CDATA or not: where one piece ends is not for a parser to say. */
class EventList {
  readonly events: string[] = [];
  private text = '';

  addText(text: string): void {
    this.text += text;
  }

  add(...events: string[]): void {
    if (this.text !== '') this.events.push(`text ${JSON.stringify(this.text)}`);
    this.text = '';
    this.events.push(...events);
  }
}

/** What saxes makes of a text, or the first thing it says against it. */
export function eventsOfSaxes(text: string): { events: Events; error: string | undefined } {
  const list = new EventList();
  let error: string | undefined;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('error', (one) => {
    error ??= one.message;
  });
  parser.on('opentag', (tag) => {
    depth++;
    list.add(
      `<{${tag.uri}}${tag.name}`,
      ...Object.values(tag.attributes)
        .filter((one) => one.prefix !== 'xmlns' && one.name !== 'xmlns')
        .map((one) => attributeEvent(one.uri, one.local, one.value)),
    );
  });
  parser.on('closetag', () => {
    depth--;
    list.add('>');
  });
  parser.on('text', (one) => {
    if (depth > 0) list.addText(one);
  });
  parser.on('cdata', (one) => list.addText(one));
  parser.on('comment', (one) => list.add(`comment ${JSON.stringify(one)}`));
  parser.on('processinginstruction', (one) =>
    list.add(`instruction ${one.target} ${JSON.stringify(one.body)}`),
  );
  try {
    parser.write(text).close();
  } catch (thrown) {
    // A text that ends inside markup can make saxes throw instead of telling its error handler.
    error ??= String(thrown);
  }
  return { events: list.events, error };
}

/** The same of our own tree. */
export function eventsOf(document: XmlDocument): Events {
  const list = new EventList();
  const pending: (XmlChild | '>')[] = [...document.children].reverse();
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node === '>') list.add('>');
    else if (node.type === 'text') list.addText(node.value);
    else if (node.type === 'comment') list.add(`comment ${JSON.stringify(node.value)}`);
    else if (node.type === 'processing-instruction')
      list.add(`instruction ${node.target} ${JSON.stringify(node.data)}`);
    else {
      list.add(
        `<{${node.namespaceURI}}${node.name}`,
        ...node.attributes.map((one) => attributeEvent(one.namespaceURI, one.localName, one.value)),
      );
      pending.push('>', ...[...node.children].reverse());
    }
  }
  return list.events;
}
