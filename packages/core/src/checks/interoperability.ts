import type { Citation } from './check.ts';

/**
 * A requirement of the SAML V2.0 Deployment Profile for Federation Interoperability (SAML2int) by its label.
 *
 * The labels are those of its text as the Kantara Initiative's working group published it.
 */
export function sdp(label: `${'G' | 'MD' | 'ALG' | 'SP' | 'IDP'}${number}`, says: string): Citation {
  return { spec: 'saml2int', section: `SDP-${label}`, says };
}

/** SAML V2.0 Subject Identifier Attributes Profile §3.3 and §3.4: the two that take the place of NameID. */
export const SUBJECT_IDENTIFIERS: readonly string[] = [
  'urn:oasis:names:tc:SAML:attribute:subject-id',
  'urn:oasis:names:tc:SAML:attribute:pairwise-id',
];

/** Most characters of any value that an entity makes ([SDP-G02]). */
export const LONGEST_VALUE = 256;

export const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
