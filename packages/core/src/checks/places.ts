import type { XmlNode } from '../xml/document.ts';

/** As many places as anyone will look at; a hostile message could hold a million. */
const POINTED_AT = 20;

/** What a finding points at: the most telling node first, and a bounded number of further ones. */
export function places(first: XmlNode, rest: readonly XmlNode[]): [XmlNode, ...XmlNode[]] {
  return [first, ...rest.slice(0, POINTED_AT - 1)];
}
