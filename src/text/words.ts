/** With its first letter as a capital. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** `said: reason`, or `said` alone where there is no reason. */
export function because(said: string, reason: string | undefined): string {
  return reason ? `${said}: ${reason}` : said;
}
