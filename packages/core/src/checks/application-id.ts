/** `spn:` and what follows it, as Microsoft Entra ID writes an Audience that is no URI. */
export function readServicePrincipalName(audience: string): string | undefined {
  return /^spn:(.+)$/is.exec(audience.trim())?.[1];
}

/** Whether a text has the shape of an application or tenant ID: 8-4-4-4-12 hexadecimal digits. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
