import { carriers, technologies } from './technologyTables.ts';

/** What the analysis knows of where a call leads. */
export interface Destination {
  readonly api: string;
  /** The npm package; a version after it does not matter. */
  readonly library?: string;
  /** Host, with port. */
  readonly target?: string;
}

/** Names of hosts that say what a host is for everywhere, and not which service it is. */
const commonLabels: ReadonlySet<string> = new Set([
  ...['api', 'apis', 'www', 'app', 'rest', 'graphql', 'gateway', 'cdn', 'static', 'assets', 'web', 'edge', 'proxy'],
  ...['auth', 'login', 'oauth', 'oauth2', 'accounts', 'id', 'sso', 'storage', 'upload', 'uploads', 'hooks', 'events'],
  ...['com', 'net', 'org', 'io', 'co', 'dev', 'cloud', 'prod', 'production', 'staging', 'test', 'eu', 'us', 'public'],
]);
const innerSuffix = /(?:^|\.)(?:svc\.cluster\.local|svc|internal|local|lan|corp|intranet|private|consul|home\.arpa)$/;
const loopback = /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1?\]?|host\.docker\.internal)$/;
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[\da-f:]*:[\da-f:.]*\]?)$/;

/** What a dependency is called; undefined where neither host nor package say which it is. */
export function dependencyOf({ api, library, target }: Destination): string | undefined {
  const host = hostOf(target);
  if (host !== undefined) return host;
  const name = packageOf(library);
  const known = technologies.find(({ packages }) => packages.includes(name ?? ''));
  if (known !== undefined) return known.names[0];
  if (api.startsWith('sdk:')) return api.slice('sdk:'.length);
  if (name === undefined || carriers.has(name)) return undefined;
  return cloudService(name);
}

/** Whether people who write this name mean what the call leads to. */
export function isNamed(name: string, destination: Destination): boolean {
  const wanted = canonical(name);
  return wanted !== '' && namesOf(destination).some((one) => one === wanted || canonical(one) === wanted);
}

/** One word or a few that may be a name: sentences, and blanks that nobody has filled in, are none. */
export function isName(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return (
    words.length <= 3 && !/^(?:the|a|an|all|any|every\w*|whatever|services?|its|what|your|my)$/i.test(words[0] ?? '')
  );
}

/** The part of a name by which others may write of it: `payments-api` is `payments`. */
export function coreOf(name: string): string {
  return canonical(name);
}

function namesOf({ api, library, target }: Destination): readonly string[] {
  const name = packageOf(library);
  const names: string[] = [];
  if (api.startsWith('sdk:')) names.push(api.slice('sdk:'.length));
  if (name !== undefined) {
    const known = technologies.filter(({ packages }) => packages.includes(name));
    names.push(...known.flatMap((one) => one.names));
    const service = carriers.has(name) ? undefined : cloudService(name);
    if (service !== undefined) names.push(service, name, ...vendorNames(name, service));
  }
  const host = hostOf(target);
  return host === undefined ? names : [...names, ...namesOfHost(host), target!.toLowerCase()];
}

/** The host itself, the domains that it is in, and the labels that tell which service it is. */
function namesOfHost(host: string): readonly string[] {
  if (address.test(host)) return [host];
  const inner = !host.includes('.') || innerSuffix.test(host);
  const labels = host.replace(innerSuffix, '').split('.');
  if (inner) return [host, labels[0]!];
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const tells = labels.slice(0, -1).filter((label, index) => {
    const nearest = index === 0 || index === labels.length - 2;
    return nearest && label.length > 1 && !commonLabels.has(label);
  });
  // Of `shop.example.co.uk` the name is the third label from the end.
  const owner = labels.at(-2)!.length <= 3 && labels.length > 2 ? labels.at(-3)! : undefined;
  return [host, ...domains, ...tells, ...(owner === undefined || commonLabels.has(owner) ? [] : [owner])];
}

/** Undefined for this machine, which is no dependency, and for what is no host. */
function hostOf(target: string | undefined): string | undefined {
  const host = target?.toLowerCase().replace(/:\d+$/, '');
  if (host === undefined || host === '' || loopback.test(host)) return undefined;
  return /^[\w.[\]:-]+$/.test(host) ? host : undefined;
}

function packageOf(library: string | undefined): string | undefined {
  return library?.replace(/(.)@.*$/, '$1');
}

/** `@aws-sdk/client-s3` is s3, `@sendgrid/mail` is sendgrid, `stripe` is stripe. */
function cloudService(name: string): string | undefined {
  const [, scope, inner] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
  if (scope === undefined || inner === undefined) return name.replace(/-(?:client|sdk|node|js)$/, '');
  if (/^(?:aws-sdk|google-cloud|azure)$/.test(scope)) return inner.replace(/^(?:client|lib)-/, '');
  return /^(?:types|node|npm)$/.test(scope) ? undefined : scope;
}

function vendorNames(name: string, service: string): readonly string[] {
  if (name.startsWith('@aws-sdk/')) return [`aws-${service}`, `amazon-${service}`];
  if (name.startsWith('@google-cloud/')) return [`gcp-${service}`, `google-${service}`, `google-cloud-${service}`];
  return name.startsWith('@azure/') ? [`azure-${service}`] : [];
}

/** Lower case, `-` between words, without what is no part of the name. */
function canonical(name: string): string {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/[\s_]+/g, '-');
  return plain.includes('.') ? plain : plain.replace(/(.)-(?:api|service|svc|server)$/, '$1');
}
