/**
 * An address that may be followed from a document: http, https, mailto, `#anchor` or relative. Everything else
 * (javascript:, data:, file:, command:, vscode:, `//host`) gives undefined.
 */
export function safeAddress(raw: string): string | undefined {
  // Browsers drop control characters and white space inside a scheme.
  const address = raw.replace(/[\u0000-\u0020\u007F-\u00A0\u200B-\u200F\u2028-\u202F\uFEFF]+/g, '');
  if (address === '' || address.length > 4096) return undefined;
  let decoded = address;
  try {
    decoded = decodeURIComponent(address);
  } catch {
    // Not percent-encoded; judge it as it stands.
  }
  const scheme = /^[^/?#]*?:/.exec(address)?.[0].toLowerCase() ?? /^[^/?#]*?:/.exec(decoded)?.[0].toLowerCase();
  if (scheme !== undefined) return /^(?:https?:\/\/[^/]|mailto:)/i.test(address) ? raw.trim() : undefined;
  if (/^[\\/]{2}/.test(address) || decoded.includes('\\')) return undefined;
  return raw.trim();
}

/** Images are loaded without a click, so only those that lie beside the document are. */
export function safeImage(raw: string): string | undefined {
  const address = safeAddress(raw);
  return address === undefined || /^(?:mailto:|#|https?:)/i.test(address) ? undefined : address;
}

/** GitHub's anchor of a heading; `taken` counts the ones before it. */
export function slugOf(title: string, taken: Map<string, number>): string {
  const base = title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replace(/ /g, '-');
  const count = taken.get(base) ?? 0;
  taken.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}
