import type { Citation, Severity } from '../checks/check.ts';
import type { Block, Item } from './blocks.ts';
import { flagsFor } from './view.ts';

/** A check as the catalogue tells it. */
export interface DescribedCheck {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly since: string;
  readonly profile?: string;
  readonly on: string;
  readonly needs: readonly string[];
  readonly cites: readonly Citation[];
  readonly why: string;
  readonly fix: string;
}

/** One check's page: what it says is wrong, why that matters, what to do, and where the rule is written. */
export function viewCheck({
  id,
  title,
  severity,
  since,
  profile,
  on,
  needs,
  cites,
  why,
  fix,
}: DescribedCheck): Block[] {
  return [
    { type: 'verdict', tone: severity, text: title },
    {
      type: 'table',
      rows: [
        { key: 'check', values: [id] },
        { key: 'severity', values: [severity], tone: severity },
        { key: 'asked of', values: [`each ${spaced(on)}`] },
        ...(profile === undefined ? [] : [{ key: 'asked with', values: [`--profile ${profile}`] }]),
        { key: 'needs', values: [needs.length === 0 ? 'nothing but the message' : flagsFor(needs)] },
        ...(since === 'next' ? [] : [{ key: 'since', values: [since] }]),
      ],
    },
    { type: 'heading', level: 1, text: 'Why' },
    { type: 'text', text: why },
    { type: 'heading', level: 1, text: 'What to do' },
    { type: 'text', text: fix },
    { type: 'heading', level: 1, text: 'Where it is written' },
    { type: 'list', items: cites.map((cite): Item => ({ text: citationName(cite), values: [cite.says] })) },
  ];
}

/** Every check in a line or two, by topic. */
export function viewCatalogue(checks: readonly DescribedCheck[]): Block[] {
  const topics = new Map<string, DescribedCheck[]>();
  for (const check of checks) {
    const topic = check.id.slice(0, check.id.indexOf('/'));
    topics.set(topic, [...(topics.get(topic) ?? []), check]);
  }
  return [...topics].flatMap(([topic, members]): Block[] => [
    { type: 'heading', level: 1, text: topic, note: `${members.length}` },
    {
      type: 'list',
      items: members.map(
        ({ id, title, severity }): Item => ({
          text: `${severity.padEnd(7)}  ${id}`,
          values: [title],
          tone: severity,
        }),
      ),
    },
  ]);
}

const SPECIFICATIONS: Readonly<Record<Citation['spec'], string>> = {
  'saml-core': 'SAML Core §',
  'saml-profiles': 'SAML Profiles §',
  'saml-bindings': 'SAML Bindings §',
  'saml-simplesign': 'SAML SimpleSign Binding §',
  'saml-metadata': 'SAML Metadata §',
  'saml-errata': 'SAML Errata §',
  'saml-security': 'SAML Security Considerations §',
  'saml11-core': 'SAML 1.1 Core §',
  'saml11-bindings': 'SAML 1.1 Bindings and Profiles §',
  'ws-federation': 'WS-Federation 1.2 §',
  'ws-trust': 'WS-Trust 1.3 §',
  'ms-mwbf': '[MS-MWBF] §',
  saml2int: 'SAML2int ',
  'saml-iop': 'SAML Metadata Interoperability Profile §',
  mdui: 'SAML Metadata for Login and Discovery User Interface §',
  mdrpi: 'SAML Metadata for Registration and Publication §',
  mdattr: 'SAML Metadata for Entity Attributes §',
  algsupport: 'SAML Metadata for Algorithm Support §',
  'idp-discovery': 'SAML Identity Provider Discovery Service Protocol §',
  shibboleth: 'Shibboleth, ',
  refeds: 'REFEDS, ',
  edugain: 'eduGAIN SAML Profile, ',
  xmldsig: 'XML Signature §',
  xmldsig11: 'XML Signature 1.1 §',
  xmlenc11: 'XML Encryption 1.1 §',
  'exc-c14n': 'Exclusive XML Canonicalization §',
  xml: 'XML 1.0 §',
  'xml-names': 'Namespaces in XML §',
  'xml-schema-2': 'XML Schema Part 2 §',
  rfc: 'RFC ',
  advisory: '',
  aws: 'AWS, ',
  entra: 'Microsoft Entra, ',
};

/** A citation's place in words: `SAML Core §2.5.1.4`, `RFC 2045 §6.8`, `AWS, https://…`. */
export function citationName({ spec, section }: Citation): string {
  if (spec === 'saml2int') return `SAML2int [${section}]`;
  return `${SPECIFICATIONS[spec]}${section.replace(/^\u00a7/, '')}`;
}

/** `subjectConfirmation` → `subject confirmation`. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
