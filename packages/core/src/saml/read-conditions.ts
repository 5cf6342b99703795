import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { type Field, textField } from './field.ts';
import { type Instant, readInstant } from './instant.ts';
import type { AudienceRestriction, Conditions } from './model.ts';

/** Reads saml:Conditions (SAML Core §2.5). */
export function readConditions(element: XmlElement): Conditions {
  let notBefore: Instant | undefined;
  let notOnOrAfter: Instant | undefined;
  for (const attribute of element.attributes) {
    if (attribute.namespaceURI !== '') continue;
    if (attribute.localName === 'NotBefore') notBefore = readInstant(attribute);
    else if (attribute.localName === 'NotOnOrAfter') notOnOrAfter = readInstant(attribute);
  }
  const audienceRestrictions: AudienceRestriction[] = [];
  let oneTimeUse: XmlElement | undefined;
  let proxyRestriction: XmlElement | undefined;
  const others: XmlElement[] = [];
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    switch (child.namespaceURI === ns.saml ? child.localName : '') {
      case 'AudienceRestriction':
        audienceRestrictions.push(readAudienceRestriction(child));
        break;
      case 'OneTimeUse':
        oneTimeUse ??= child;
        break;
      case 'ProxyRestriction':
        proxyRestriction ??= child;
        break;
      default:
        others.push(child);
    }
  }
  return { element, notBefore, notOnOrAfter, audienceRestrictions, oneTimeUse, proxyRestriction, others };
}

function readAudienceRestriction(element: XmlElement): AudienceRestriction {
  const audiences: Field[] = [];
  for (const child of element.children) {
    if (child.type === 'element' && child.localName === 'Audience' && child.namespaceURI === ns.saml)
      audiences.push(textField(child));
  }
  return { element, audiences };
}
