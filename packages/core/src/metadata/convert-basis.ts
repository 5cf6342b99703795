import type { ConversionTarget } from './convert-settings.ts';

/** What the names of a product's settings were read from. */
export interface ConversionBasis {
  /** `node-saml 5.1`. */
  readonly product: string;
  /** Where its settings are listed. */
  readonly source: string;
  /** The day that was read. */
  readonly checkedOn: string;
}

const checkedOn = '2026-11-25';

/** By target. The names were read in the sources themselves, or, where only that is named, in the documentation. */
export const conversionBases: Readonly<Record<ConversionTarget, ConversionBasis>> = {
  'node-saml': {
    product: '@node-saml/node-saml 5.1',
    source: 'https://github.com/node-saml/node-saml/blob/master/src/types.ts',
    checkedOn,
  },
  'passport-saml': {
    product: '@node-saml/passport-saml 5.1',
    source: 'https://github.com/node-saml/node-saml/blob/master/src/types.ts',
    checkedOn,
  },
  samlify: {
    product: 'samlify 2.13',
    source: 'https://github.com/tngan/samlify/blob/master/src/types.ts',
    checkedOn,
  },
  'python3-saml': {
    product: 'python3-saml 1.x',
    source: 'https://github.com/SAML-Toolkits/python3-saml/blob/master/src/onelogin/saml2/settings.py',
    checkedOn,
  },
  // Version 2 knows these names too, as old ones of which it warns; version 1 does not know the new ones.
  'ruby-saml': {
    product: 'ruby-saml 1.x',
    source: 'https://github.com/SAML-Toolkits/ruby-saml/blob/master/lib/ruby_saml/settings.rb',
    checkedOn,
  },
  spring: {
    product: 'Spring Boot 4.0',
    source:
      'https://github.com/spring-projects/spring-boot/blob/main/module/spring-boot-security-saml2/src/main/java/org/springframework/boot/security/saml2/autoconfigure/Saml2RelyingPartyProperties.java',
    checkedOn,
  },
  'terraform-aws': {
    product: 'hashicorp/aws, resource aws_iam_saml_provider',
    source:
      'https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/iam_saml_provider.html.markdown',
    checkedOn,
  },
};
