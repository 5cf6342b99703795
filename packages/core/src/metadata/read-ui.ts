import { attributeField, type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childrenNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import { extensionsNamed } from './extensions.ts';
import { type LocalizedText, localizedChildren, readLocalized } from './localized.ts';

/** mdui:UIInfo: how a role wants to be shown to people (Metadata Extensions for Login and Discovery §2.1). */
export interface UiInfo {
  readonly element: XmlElement;
  readonly displayNames: readonly LocalizedText[];
  readonly descriptions: readonly LocalizedText[];
  readonly keywords: readonly LocalizedText[];
  readonly informationUrls: readonly LocalizedText[];
  readonly privacyStatementUrls: readonly LocalizedText[];
  readonly logos: readonly Logo[];
}

/** mdui:Logo; its text is the address or a `data:` URI. */
export interface Logo extends LocalizedText {
  readonly height: Field | undefined;
  readonly width: Field | undefined;
}

/** mdui:DiscoHints: what helps to guess a user's identity provider (§2.2). */
export interface DiscoHints {
  readonly element: XmlElement;
  readonly ipHints: readonly Field[];
  readonly domainHints: readonly Field[];
  readonly geolocationHints: readonly Field[];
}

/** Every UIInfo in the Extensions of a role, or of whatever element is given. There should be one at most. */
export const readUiInfos = byElement((element): readonly UiInfo[] =>
  extensionsNamed(element, ns.mdui, 'UIInfo').map((info) => ({
    element: info,
    displayNames: localizedChildren(info, ns.mdui, 'DisplayName'),
    descriptions: localizedChildren(info, ns.mdui, 'Description'),
    keywords: localizedChildren(info, ns.mdui, 'Keywords'),
    informationUrls: localizedChildren(info, ns.mdui, 'InformationURL'),
    privacyStatementUrls: localizedChildren(info, ns.mdui, 'PrivacyStatementURL'),
    logos: childrenNamed(info, ns.mdui, 'Logo').map((logo) => ({
      height: attributeField(logo, 'height'),
      ...readLocalized(logo),
      width: attributeField(logo, 'width'),
    })),
  })),
);

/** Every DiscoHints in the Extensions of a role. */
export const readDiscoHints = byElement((element): readonly DiscoHints[] =>
  extensionsNamed(element, ns.mdui, 'DiscoHints').map((hints) => {
    const named = (name: string) => childrenNamed(hints, ns.mdui, name).map(textField);
    return {
      element: hints,
      ipHints: named('IPHint'),
      domainHints: named('DomainHint'),
      geolocationHints: named('GeolocationHint'),
    };
  }),
);
