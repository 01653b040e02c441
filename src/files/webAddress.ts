/** What may be shown of a webhook's address, which is a secret. */
export function maskedAddress(address: string): string {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}/***`;
  } catch {
    return '***';
  }
}

/** The one spelling of an address that leads to the same place: `127.1` is `127.0.0.1`, `a/./b` is `a/b`. */
export function plainAddress(address: string): string {
  return URL.canParse(address) ? new URL(address).href : address.trim();
}

/** The address of a webhook, where it is one that may be sent to. Plain http only reaches this machine: elsewhere anybody on the way could read the address. */
export function webhookUrl(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && local) ? url : undefined;
}

/** Why an address is none that may be sent to, without the address: it is a secret. */
export function wrongAddress(address: string): string {
  const [, host, port] = /^\s*(https?:\/\/[^\s/?#]*?)(?::([^:/?#\]]*))?(?:[/?#]|$)/i.exec(address) ?? [];
  const isWrong = port !== undefined && host !== undefined && URL.canParse(host) && !URL.canParse(address);
  return isWrong
    ? 'Not sent: the port in the webhook address is wrong: use a number up to 65535.'
    : 'Not sent: the webhook address must be an https:// address.';
}

/** A text without what it says of an address: all of it, its path, and each long part of that and of its query. */
export function withoutAddress(text: string, url: URL): string {
  const { href, pathname, search, username, password, hash, searchParams } = url;
  const parts = [...pathname.split('/'), ...searchParams.values(), username, password, hash.slice(1)];
  const secrets = [href, `${pathname}${search}`, pathname, search, ...parts.filter((part) => part.length >= 6)];
  return secrets
    .filter((one) => one.length > 1)
    .flatMap((one) => [one, decoded(one), one.replaceAll('/', '\\/')])
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, secret) => left.replaceAll(secret, '***'), text);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
