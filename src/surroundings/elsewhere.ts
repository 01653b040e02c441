import { readCalls } from '../shell/calls.ts';
import { word } from '../shell/quote.ts';

/** Programs that run a command on another host or in a container, and the word that comes first where they need one. */
const carriers: Readonly<Record<string, RegExp>> = {
  ssh: /^/,
  kubectl: /^exec\b/,
  oc: /^exec\b/,
  docker: /^(?:compose )?exec\b/,
  podman: /^exec\b/,
  nerdctl: /^exec\b/,
};

/** What is to be run there. */
export interface Script {
  readonly commands: readonly string[];
  /** As a block names it: `bash`, `sh`, or empty. */
  readonly shell: string;
  readonly cwd: string;
  /** Variables that the commands find set; never secrets. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The command of this machine that runs a script elsewhere, as `on` says (`ssh db-1`, `kubectl exec web-0 --`). The script
 * stops at the first command that fails, and its exit code is the carrier's.
 */
export function elsewhere(on: string, script: Script): { readonly command: string } | { readonly refusal: string } {
  const carrier = readCarrier(on);
  if (carrier === undefined)
    return { refusal: `\`on=${on}\` isn't supported: use ssh, kubectl exec, oc exec, docker exec or podman exec.` };
  if (!/^(?:|sh|bash|zsh|dash|ksh)$/.test(script.shell))
    return { refusal: `\`on=${on}\` runs shell commands only, not ${script.shell}.` };
  const lines = [
    ...Object.entries(script.env).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ...(script.cwd === '' ? [] : [`cd -- ${quoted(script.cwd)}`]),
    ...script.commands,
  ];
  const there = `${script.shell === 'bash' ? 'bash' : 'sh'} -c ${quoted(`set -e\n${lines.join('\n')}`)}`;
  // ssh hands its words to the other shell as one text, which reads them once more.
  if (carrier === 'ssh') return { command: `${on} ${quoted(there)}` };
  const separator = /^(?:kubectl|oc)$/.test(carrier) && !/\s--$/.test(on) ? ' --' : '';
  return { command: `${on}${separator} ${there}` };
}

/** The program that `on` names; undefined where that is none of the known ones, or more than one plain call. */
function readCarrier(on: string): string | undefined {
  if (/[\n;&|<>$`(){}\\]/.test(on)) return undefined;
  const [call, ...others] = readCalls(on).calls;
  if (call === undefined || others.length > 0 || call.assignments.length > 0) return undefined;
  const [program = '', ...rest] = call.words.map(({ value }) => value);
  const first = Object.hasOwn(carriers, program) ? carriers[program] : undefined;
  return first?.test(rest.join(' ')) && rest.length > 0 ? program : undefined;
}

function quoted(text: string): string {
  return word(text, 'posix') ?? "''";
}
