import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { FileQuestion } from '../run/ports.ts';

/** Files that tell targets are small. */
const MAX_FILE_BYTES = 4_000_000;

interface Where {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

type Reader = (where: Where, of: string | undefined) => Promise<string | undefined>;

/** What the files of this machine's user say: where programs would act, without asking the programs. */
export const targetFiles: Readonly<Record<FileQuestion['read'], Reader>> = {
  'kube-context': async (where) => (await kubeConfig(where)).current,
  'kube-namespace': async (where, of) => {
    const { current, namespaces } = await kubeConfig(where);
    const context = of ?? current;
    return context === undefined ? undefined : namespaces.get(context);
  },
  'aws-profile': async (where) => {
    const named = where.env['AWS_PROFILE'] ?? where.env['AWS_DEFAULT_PROFILE'];
    return named || ((await awsSection(where, 'default')) === undefined ? undefined : 'default');
  },
  'aws-account': async (where, of) => {
    const profile = of ?? (where.env['AWS_PROFILE'] || where.env['AWS_DEFAULT_PROFILE'] || 'default');
    // Keys in the environment go before the files.
    if (of === undefined && where.env['AWS_ACCESS_KEY_ID']) return undefined;
    const section = await awsSection(where, profile);
    return section?.get('sso_account_id') ?? /:iam::(\d{12}):/.exec(section?.get('role_arn') ?? '')?.[1];
  },
  'gcloud-project': gcloudProject,
  'azure-subscription': azureSubscription,
  'docker-context': async ({ env }) => {
    const said = env['DOCKER_HOST'] || env['DOCKER_CONTEXT'];
    if (said) return said;
    const config = jsonIn(await readSmall(join(env['DOCKER_CONFIG'] || join(homedir(), '.docker'), 'config.json')));
    return textIn(config, 'currentContext') ?? 'default';
  },
  'git-branch': async ({ cwd }) => branchOf(cwd),
};

async function kubeConfig({ cwd, env }: Where): Promise<{ current?: string; namespaces: Map<string, string> }> {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const files = listed.length > 0 ? listed : [join(homedir(), '.kube', 'config')];
  const namespaces = new Map<string, string>();
  let current: string | undefined;
  for (const file of files.slice(0, 50)) {
    const config = yamlIn(await readSmall(resolve(cwd, file)));
    // As kubectl merges them: the first to say something wins.
    current ??= textIn(config, 'current-context');
    const contexts = fieldIn(config, 'contexts');
    for (const one of Array.isArray(contexts) ? (contexts as unknown[]) : []) {
      const name = textIn(one, 'name');
      if (name !== undefined && !namespaces.has(name))
        namespaces.set(name, textIn(fieldIn(one, 'context'), 'namespace') ?? 'default');
    }
  }
  return { current, namespaces };
}

async function awsSection({ env }: Where, profile: string): Promise<ReadonlyMap<string, string> | undefined> {
  const folder = join(homedir(), '.aws');
  const config = await readSmall(env['AWS_CONFIG_FILE'] || join(folder, 'config'));
  const credentials = await readSmall(env['AWS_SHARED_CREDENTIALS_FILE'] || join(folder, 'credentials'));
  const own = sectionsIn(config ?? '');
  return own.get(profile === 'default' ? profile : `profile ${profile}`) ?? sectionsIn(credentials ?? '').get(profile);
}

async function gcloudProject({ env }: Where): Promise<string | undefined> {
  const said = env['CLOUDSDK_CORE_PROJECT'];
  if (said) return said;
  const folder = env['CLOUDSDK_CONFIG'] || join(homedir(), '.config', 'gcloud');
  const active = env['CLOUDSDK_ACTIVE_CONFIG_NAME'] ?? (await readSmall(join(folder, 'active_config')))?.trim();
  const name = active || 'default';
  if (!/^[\w-]+$/.test(name)) return undefined;
  const text = await readSmall(join(folder, 'configurations', `config_${name}`));
  return sectionsIn(text ?? '')
    .get('core')
    ?.get('project');
}

async function azureSubscription({ env }: Where): Promise<string | undefined> {
  const folder = env['AZURE_CONFIG_DIR'] || join(homedir(), '.azure');
  const profile = jsonIn(await readSmall(join(folder, 'azureProfile.json')));
  const all = fieldIn(profile, 'subscriptions');
  const found = Array.isArray(all) ? (all as unknown[]).find((one) => fieldIn(one, 'isDefault') === true) : undefined;
  return textIn(found, 'name');
}

async function branchOf(folder: string): Promise<string | undefined> {
  // A share of the network would be told who we are.
  if (/^(?:\\\\|\/\/)/.test(folder)) return undefined;
  for (let at = resolve(folder); ; at = dirname(at)) {
    const git = join(at, '.git');
    const link = /^gitdir: (.+)$/m.exec((await readSmall(git)) ?? '')?.[1]?.trim();
    if (link !== undefined && /^(?:\\\\|\/\/)/.test(link)) return undefined;
    const head = await readSmall(join(link === undefined ? git : resolve(at, link), 'HEAD'));
    if (head !== undefined) return /^ref: refs\/heads\/([^\s\0]{1,200})\s*$/.exec(head)?.[1] ?? 'HEAD';
    if (at === dirname(at)) return undefined;
  }
}

/** A plain file's text; undefined where there is none, or where it is too large. */
async function readSmall(file: string): Promise<string | undefined> {
  // A named pipe would be waited for.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return undefined;
    return (await handle.readFile('utf8')).replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

/** `[section]` with `key = value` lines. */
function sectionsIn(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (head !== undefined) {
      section = sections.get(head) ?? new Map<string, string>();
      sections.set(head, section);
      continue;
    }
    const pair = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair) section.set(pair[1]!, pair[2]!);
  }
  return sections;
}

function yamlIn(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (parse(text, { maxAliasCount: 50, logLevel: 'error' }) as unknown);
  } catch {
    return undefined;
  }
}

function jsonIn(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function fieldIn(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}

function textIn(value: unknown, name: string): string | undefined {
  const found = fieldIn(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
