/** What to do about every attack, at both ends; `more` says what the service provider's software must do. */
export function refuse(more: string): string {
  return `Do not accept the message; keep it, and find out who made it, since no identity provider sends anything like it. ${more}`;
}
