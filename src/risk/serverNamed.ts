import type { ShellWord } from '../shell/shellWord.ts';

/*
 * Clients that hand the token of the user's own configuration to whatever server an option names: a page that names one
 * out in the world gets that token. Servers that have logins of their own are no matter, and neither are databases, whose
 * passwords belong to a host.
 */

const NAMES_SERVER: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^(?:kubectl|oc|k|kubecolor)$/, /^(?:-s|--server)$/],
  [/^flux$/, /^--server$/],
  [/^(?:helm|helm3)$/, /^--kube-apiserver$/],
  [/^doctl$/, /^(?:-u|--api-url)$/],
  [/^hcloud$/, /^--(?:hetzner-)?endpoint$/],
  [/^(?:vault|bao)$/, /^--?(?:address|agent-address)$/],
  [/^nomad$/, /^--?address$/],
  [/^consul$/, /^--?http-addr$/],
  [/^az$/, /^(?:--url|--uri|-u)$/],
  [/^argocd$/, /^--server$/],
  [/^influx$/, /^--host$/],
  [/^gh$/, /^--hostname$/],
  [/^sentry-cli$/, /^--url$/],
];
/** Addresses within a network, names that mean something only there, and what the responder fills in. */
const NEAR =
  /^(?:(?!\d+(?::|$)|0x)[\w-]+(?=:|$)|(?:127|10)(?:\.\d+){3}(?=:|$)|192\.168(?:\.\d+){2}(?=:|$)|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}(?=:|$)|\[(?:::1|f[cde])|[$<{]|[^:]*\.(?:internal|consul|local|localdomain|lan|home|corp|intra|svc|svc\.cluster\.local|private)(?::|$))/i;
/** Whose the tokens are. */
const OWNERS: Readonly<Record<string, RegExp>> = {
  az: /^[^/?#@]*\.(?:azure|microsoft|windows|microsoftonline|office|azure-api|azuredatabricks)\.(?:com|net|us|cn|de)(?:[:/?]|$)/i,
  doctl: /^api\.digitalocean\.com(?:[:/]|$)/i,
  gh: /^(?:[\w-]+\.)?(?:github|ghe)\.com(?:[:/]|$)/i,
  'sentry-cli': /^(?:[\w-]+\.)?sentry\.io(?:[:/]|$)/i,
  hcloud: /^api\.hetzner\.(?:cloud|com)(?:[:/]|$)/i,
};

/** Whether a call names a server out in the world, and would give it the token of another. */
export function leadsElsewhere(name: string, args: readonly ShellWord[]): boolean {
  const rule = NAMES_SERVER.find(([program]) => program.test(name));
  if (rule === undefined || (name === 'az' && args[0]?.value !== 'rest')) return false;
  return args.some(({ value }, i) => {
    const at = value.indexOf('=');
    const option = at < 0 || !value.startsWith('-') ? value : value.slice(0, at);
    if (!rule[1].test(option)) return false;
    const server = option === value ? (args[i + 1]?.text ?? '') : value.slice(at + 1);
    return isOutside(name, server.replace(/^["']|["']$/g, ''));
  });
}

function isOutside(name: string, server: string): boolean {
  // Of the cloud's own address, only the path is given: `--url /subscriptions`.
  if (server.startsWith('/')) return false;
  const host = hostOf(server);
  return host !== '' && !NEAR.test(host) && OWNERS[name]?.test(host) !== true;
}

/** With its port, and without a name and password in front of it. */
function hostOf(server: string): string {
  return /^[^/?#\\]*/.exec(server.replace(/^[a-z\d+]+:\/\//i, ''))![0].replace(/^.*@/, '');
}

/** Variables that say the same as those options. */
const SERVER_VARIABLE =
  /^(?:(?:VAULT|BAO)_(?:(?:AGENT|PROXY)_)?ADDR|CONSUL_HTTP_ADDR|NOMAD_ADDR|HELM_KUBEAPISERVER|DIGITALOCEAN_API_URL|HCLOUD_ENDPOINT|INFLUX_HOST|ARGOCD_SERVER|FLY_API_BASE_URL|PULUMI_BACKEND_URL|GH_HOST|GITLAB_(?:HOST|URI)|SENTRY_URL)$/;
/** Through these goes what any client says. */
const PROXY_VARIABLE = /^(?:https?|all)_proxy$|^(?:VAULT|BAO)_(?:HTTP_PROXY|PROXY_ADDR)$/i;
const OWN_SERVER =
  /^(?:api\.digitalocean\.com|api\.hetzner\.(?:cloud|com)|api\.(?:machines\.dev|fly\.io)|(?:api|app)\.pulumi\.com|(?:[\w-]+\.)?(?:github|ghe)\.com|gitlab\.com|(?:[\w-]+\.)?sentry\.io)(?:[:/]|$)/i;
/** Where Pulumi keeps its state: in a folder or a bucket, which are asked with keys of their own. */
const BACKEND = /^(?:file|s3|gs|azblob|postgres):\/\//;

/** Whether a variable has a client give the responder's own token to a server out in the world: `VAULT_ADDR=https://...`. */
export function pointsElsewhere(name: string, value: string): boolean {
  const proxy = PROXY_VARIABLE.test(name);
  if ((!proxy && !SERVER_VARIABLE.test(name)) || BACKEND.test(value)) return false;
  return !OWN_SERVER.test(hostOf(value)) && isOutside('', value);
}
