import { attributeField, type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { byElement } from './by-element.ts';
import { extensionsNamed } from './extensions.ts';

/** shibmd:Scope: a domain, or a pattern of domains, that an identity provider may speak for. */
export interface Scope extends Field {
  readonly element: XmlElement;
  readonly isPattern: boolean;
}

/** Every Scope in the Extensions of an entity or a role. */
export const readScopes = byElement((element): readonly Scope[] =>
  extensionsNamed(element, ns.shibmd, 'Scope').map((scope) => {
    const pattern = attributeField(scope, 'regexp')?.value;
    return { element: scope, ...textField(scope), isPattern: pattern === 'true' || pattern === '1' };
  }),
);
