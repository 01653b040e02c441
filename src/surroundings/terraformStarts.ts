/*
 * What the files of Terraform start or call while it only plans: data sources are read then, providers and the key of an
 * encrypted state are started.
 */

/**
 * Data sources of these providers only ask a service that the user's own account is for, or work out a value. Of others
 * nobody knows: any provider may have one that runs a program (`external`, `shell_script`, `local_command`).
 */
const ASKING =
  /^(?:aws|google|azurerm|azuread|azapi|kubernetes|digitalocean|hcloud|linode|vultr|scaleway|ovh|openstack|vsphere|oci|ibm|alicloud|yandex|cloudflare|github|gitlab|datadog|pagerduty|newrelic|grafana|okta|auth0|tfe|heroku|fastly|consul|nomad|snowflake|mongodbatlas|confluent|rancher2|proxmox|docker|dns|tls|random|time|template|cloudinit|null|local|terraform|helm|route53|equinix|exoscale|opsgenie|sentry|launchdarkly|cloudfoundry|nutanix)_\w+$/;
/** These do more: run a function or a command, write a file. */
const DOING =
  /^(?:aws_lambda_invocation|\w+_(?:invocation|command|script|exec|shell|query)|local_(?:command|exec)\w*)$/;

const QUOTED = /"(?:[^"\\\n]|\\.)*"/;
const COMMENT = /\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*/;
const PARTS = new RegExp(`(${QUOTED.source})|${COMMENT.source}`, 'g');

/** Text of a file as Terraform reads it: without comments, with characters in the place of their numbers. */
export function plainTerraform(text: string): string {
  return text.replace(PARTS, (_, quoted?: string) =>
    quoted === undefined
      ? ' '
      : quoted.replace(/\\u([\dA-Fa-f]{4})/g, (_all, digits: string) => String.fromCharCode(parseInt(digits, 16))),
  );
}

const SOURCE_BLOCK = /\b(?:data|ephemeral)(?:\s+|(?="))"?([\w-]+)"?\s*"?[\w-]+"?\s*\{/g;
const STARTS =
  /\b(local-exec\b|(?:run_cmd|before_hook|after_hook|error_hook|credentials_helper)\b\s*["{(]|exec\b["\s]*[:=]?\s*[{([]|exec\b\s*"|credential_process\b|ssh_opts\b)/g;
/** Encryption of the state by a program: it is asked for the key whenever the state is read. */
const KEYS = /\b(?:key_provider|method)"?\s*:?\s*\{?\s*"?(external)\b/g;
/** Settings of a client that lie in the folder: they may name a program that gives the credentials. */
const CLIENT_FILES = /\b(shared_(?:config|credentials)_files?|config_paths?)"?\s*[:=]\s*(\[[^\]]*\]|[^\n,}]*)/g;
/** Of the user's own, or none. */
const OWN_FILES = /^\[?(?:\s*(?:pathexpand\(\s*)?"~\/\.(?:(?!\.\.)[\w./-])*"\s*\)?\s*,?|\s*null\s*|\s*""\s*)*\]?\s*$/;

/** Names of what a file starts. */
export function terraformStarts(text: string): readonly string[] {
  const plain = plainTerraform(text);
  const sources = /^\s*[{[]/.test(text)
    ? jsonSources(text)
    : [...plain.matchAll(SOURCE_BLOCK)]
        .filter(({ 1: type, index }) => !onlyAsks(type!, plain.slice(index)))
        .map(({ 1: type }) => type!);
  const others = [STARTS, KEYS].flatMap((pattern) =>
    [...plain.matchAll(pattern)].map(([, name]) => name!.replace(/[^\w-]+$/, '').replace(/^exec\b[^]*/, 'exec')),
  );
  const files = [...plain.matchAll(CLIENT_FILES)].filter(([, , value]) => !OWN_FILES.test(value!));
  return [...new Set([...sources, ...others, ...files.map(([, name]) => name!)])];
}

function onlyAsks(type: string, block: string): boolean {
  if (type === 'http') return isPlainRequest(/^[^{]*\{([^{}]*)\}/.exec(block)?.[1]);
  return ASKING.test(type) && !DOING.test(type);
}

/** An address as it stands there, and nothing that is sent along. */
function isPlainRequest(body: string | undefined): boolean {
  return body !== undefined && /^\s*url\s*=\s*"[^"$]*"\s*$/.test(body);
}

/** Data sources of a file in JSON; one that cannot be read may have any. */
function jsonSources(text: string): readonly string[] {
  let all: unknown;
  try {
    all = JSON.parse(text);
  } catch {
    return ['data'];
  }
  return dataIn(all, 0).filter((type) => type === 'http' || !onlyAsks(type, ''));
}

function dataIn(value: unknown, depth: number): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > 6) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'data' || key === 'ephemeral' ? typesIn(inner) : dataIn(inner, depth + 1),
  );
}

function typesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn);
  return typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => key !== '//') : [];
}
