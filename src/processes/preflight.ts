import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { satisfies, type Checked, type Requirement } from '../surroundings/requirements.ts';
import { environmentOutside, findOwnProgram } from './ownPrograms.ts';

export interface PreflightOptions {
  /** Folders whose programs are never started. */
  readonly workspace: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Where variables come from that the runbook's environment file or profile has set, by name. */
  readonly set?: Readonly<Record<string, string>>;
  /** Programs may be asked for their version and their login: only after the responder started the run. */
  readonly ask: boolean;
  /** Milliseconds per program. */
  readonly timeout?: number;
}

/** More than this no runbook needs, and nothing more is asked. */
const MAX_REQUIREMENTS = 40;
const MAX_OUTPUT_BYTES = 65_536;

/** How programs say their version where `--version` does not. */
const VERSION: Readonly<Record<string, readonly string[]>> = {
  kubectl: ['version', '--client'],
  oc: ['version', '--client'],
  helm: ['version', '--short'],
  go: ['version'],
  istioctl: ['version', '--remote=false'],
  argocd: ['version', '--client'],
  flux: ['--version'],
  openssl: ['version'],
  java: ['-version'],
  ssh: ['-V'],
};

/** How programs say whether somebody is logged in; all of these only read. */
const LOGIN: Readonly<Record<string, readonly string[]>> = {
  aws: ['sts', 'get-caller-identity'],
  az: ['account', 'show'],
  gcloud: ['auth', 'print-access-token', '--quiet'],
  kubectl: ['auth', 'can-i', 'get', 'pods'],
  oc: ['whoami'],
  gh: ['auth', 'status'],
  glab: ['auth', 'status'],
  vault: ['token', 'lookup'],
  heroku: ['auth:whoami'],
  doctl: ['account', 'get'],
  tsh: ['status'],
  op: ['whoami'],
  fly: ['auth', 'whoami'],
  flyctl: ['auth', 'whoami'],
};

/** Looks at what a runbook requires: PATH and the environment, and programs of this machine where they may be asked. */
export function checkRequirements(
  requirements: readonly Requirement[],
  options: PreflightOptions,
): Promise<readonly Checked[]> {
  return Promise.all(requirements.slice(0, MAX_REQUIREMENTS).map((requirement) => check(requirement, options)));
}

async function check(requirement: Requirement, options: PreflightOptions): Promise<Checked> {
  const { env = process.env } = options;
  const { kind, name } = requirement;
  const result = (state: Checked['state'], detail: string): Checked => ({ requirement, state, detail });
  if (kind === 'unclear') return result('unknown', 'not understood: use a tool, `env: NAME` or `login: TOOL`');
  if (kind === 'env') {
    const source = options.set?.[name];
    if (source !== undefined) return result('met', source);
    return env[name] ? result('met', 'set') : result('unmet', 'not set');
  }
  const file = await findOwnProgram(name, options.workspace, env);
  if (file === undefined) return result('unmet', 'not on PATH');
  if (kind === 'login') {
    const args = Object.hasOwn(LOGIN, name) ? LOGIN[name]! : undefined;
    if (args === undefined) return result('unknown', `no known way to ask ${name}`);
    if (!options.ask) return result('unknown', 'not asked yet');
    const answer = await ask(file, args, options);
    if (answer === undefined) return result('unknown', 'could not be asked');
    return answer.ok ? result('met', 'logged in') : result('unmet', 'not logged in, or not reachable');
  }
  if (requirement.version === undefined) return result('met', file);
  if (!options.ask) return result('unknown', `${file}, version not asked yet`);
  const answer = await ask(file, (Object.hasOwn(VERSION, name) ? VERSION[name] : undefined) ?? ['--version'], options);
  const found = /(?<![\w.])v?(\d+(?:\.\d+){1,3})/.exec(answer?.text ?? '')?.[1];
  if (found === undefined) return result('unknown', `${file}, version unknown`);
  return result(satisfies(found, requirement.operator ?? '>=', requirement.version) ? 'met' : 'unmet', found);
}

/** Starts a program of this machine, in the user's own folder; undefined where it could not be started or did not end. */
async function ask(
  file: string,
  args: readonly string[],
  { workspace, env = process.env, timeout = 5_000 }: PreflightOptions,
): Promise<{ readonly ok: boolean; readonly text: string } | undefined> {
  const own = await environmentOutside(workspace, env, /^(?:AWS_|HOME$|USERPROFILE$|KUBECONFIG$)/);
  if (own === undefined) return undefined;
  return new Promise((resolve) => {
    const options = { cwd: homedir(), env: own, timeout, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true };
    const child = execFile(file, [...args], { ...options, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') resolve(undefined);
      else resolve({ ok: !error, text: `${stdout}\n${stderr}` });
    });
    child.stdin?.end();
  });
}
