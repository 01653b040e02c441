import { simpleCommands } from '../runbook/simpleCommand.ts';
import { unwrap } from '../runbook/unwrap.ts';
import type { Context } from './confirmation.ts';
import type { ContextQuestion } from './ports.ts';

/** What commands act on: as far as they say so themselves, and what their programs have to be asked for. */
export interface Aim {
  readonly named: Context;
  readonly questions: readonly ContextQuestion[];
}

interface Tool {
  readonly programs: RegExp;
  /** Options whose value names the target, by the name it is shown under. */
  readonly named?: Readonly<Record<string, readonly string[]>>;
  /** Options that the questions have to be asked with, since they change the answer. */
  readonly handedOn?: readonly string[];
  /** Options count only before the first plain word: `docker -c prod run -c 512`. */
  readonly early?: boolean;
  readonly questions?: readonly ContextQuestion[];
}

const namespaced = ['-n', '--namespace'];
const configured = ['config', 'view', '--minify', '-o'];
const currentNamespace: ContextQuestion = {
  name: 'namespace',
  file: 'kubectl',
  args: [...configured, 'jsonpath={..namespace}'],
  otherwise: 'default',
  with: 'kubectl',
};
const currentContext: ContextQuestion = { name: 'kubectl', file: 'kubectl', args: ['config', 'current-context'] };

const tools: readonly Tool[] = [
  {
    programs: /^(?:kubectl|oc|k9s|stern|kustomize)$/,
    named: { kubectl: ['--context'], namespace: namespaced },
    handedOn: ['--kubeconfig'],
    questions: [currentContext, currentNamespace],
  },
  {
    programs: /^(?:helm|helmfile)$/,
    named: { kubectl: ['--kube-context'], namespace: namespaced },
    handedOn: ['--kubeconfig'],
    questions: [currentContext, currentNamespace],
  },
  {
    programs: /^(?:aws|eksctl|terraform|tofu)$/,
    handedOn: ['--profile'],
    questions: [
      { name: 'aws', file: 'aws', args: ['sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'] },
    ],
  },
  {
    programs: /^(?:gcloud|gsutil|bq)$/,
    named: { gcp: ['--project', '--project_id'] },
    questions: [{ name: 'gcp', file: 'gcloud', args: ['config', 'get-value', 'project', '--quiet'] }],
  },
  {
    programs: /^az$/,
    named: { azure: ['--subscription'] },
    questions: [{ name: 'azure', file: 'az', args: ['account', 'show', '--query', 'name', '--output', 'tsv'] }],
  },
  {
    programs: /^docker$/,
    named: { docker: ['-c', '--context', '-H', '--host'] },
    early: true,
    questions: [{ name: 'docker', file: 'docker', args: ['context', 'show'] }],
  },
  {
    programs: /^git$/,
    handedOn: ['-C'],
    questions: [{ name: 'branch', file: 'git', args: ['rev-parse', '--abbrev-ref', 'HEAD'] }],
  },
  {
    programs: /^(?:psql|pg_dump|pg_restore|pg_isready|mysql|mysqldump|redis-cli|valkey-cli)$/,
    named: { database: ['-h', '--host'] },
  },
];

/** Options of `ssh` that take a value. */
const sshValues = new Set('-i -l -p -L -R -D -J -o -F -W -b -c -E -m -O -Q -S -w -B -e -I'.split(' '));
/** Programs that run the one behind them. */
const around = /^(?:sudo|doas|env|time|nohup|nice|ionice|timeout|watch|xargs|exec|command|setsid|stdbuf|strace|npx)$/;

/** @param values of shell variables that are known, for options written as `--context "$CTX"`. */
export function aimOf(commands: readonly string[], values: Readonly<Record<string, string | undefined>> = {}): Aim {
  const named = new Map<string, Set<string>>();
  const questions = new Map<string, ContextQuestion>();
  const known = (name: string, value: string): void => {
    named.set(name, (named.get(name) ?? new Set()).add(value));
  };
  const text = commands.join('\n');
  const found = calls(text, values);
  for (const tool of tools) {
    const mine = found.filter((words) => tool.programs.test(words[0]!));
    const inText = new RegExp(`(?<![\\w-])${tool.programs.source.slice(1, -1)}(?![\\w-])`).test(text);
    // A call that could not be read, as in another language's string, is asked for without options.
    for (const words of mine.length > 0 ? mine : inText ? [['']] : []) {
      const options = tool.early ? early(words) : words;
      const said = new Map(
        Object.entries(tool.named ?? {}).map(([name, flags]) => [name, valueOf(options, flags)] as const),
      );
      if (said.has('namespace') && words.some((word) => word === '-A' || word === '--all-namespaces'))
        said.set('namespace', 'all namespaces');
      for (const [name, value] of said) if (value !== undefined) known(name, value);
      for (const question of tool.questions ?? []) {
        if (said.get(question.name) !== undefined) continue;
        const asked = { ...question, args: [...handedOn(words, tool, said), ...question.args] };
        questions.set(JSON.stringify(asked), asked);
      }
    }
  }
  for (const words of found) {
    const host = words[0] === 'ssh' ? sshHost(words) : undefined;
    if (host !== undefined) known('ssh', host);
  }
  return {
    named: Object.fromEntries([...named].map(([name, all]) => [name, [...all].join(', ')])),
    questions: [...questions.values()],
  };
}

/** Named and asked-for targets together; what the commands say themselves comes first. */
export async function targetOf(
  { named, questions }: Aim,
  ask: (questions: readonly ContextQuestion[]) => Promise<Context>,
): Promise<Context> {
  const asked = await ask(questions);
  const target: Record<string, string> = { ...named };
  for (const [name, value] of Object.entries(asked)) {
    const said = target[name];
    target[name] = said === undefined || said.split(', ').includes(value) ? (said ?? value) : `${said}, ${value}`;
  }
  return target;
}

/** A target in a few words: `prod-eu / payments`. This machine is only worth naming where nothing else is. */
export function describeTarget(target: Context): string {
  const { host, ...rest } = target;
  const words = Object.values(rest).filter((value) => value !== '');
  return words.length > 0 ? words.join(' / ') : (host ?? '');
}

function handedOn(words: readonly string[], tool: Tool, said: ReadonlyMap<string, string | undefined>): string[] {
  const args = (tool.handedOn ?? []).flatMap((flag) => {
    const value = valueOf(words, [flag]);
    return value === undefined ? [] : [flag, value];
  });
  const context = said.get('kubectl');
  return context === undefined ? args : [...args, '--context', context];
}

/** The program calls of a text, each from its program's name on, also behind `sudo`, `env X=y`, `bash -c`. */
function calls(text: string, values: Readonly<Record<string, string | undefined>>, depth = 0): string[][] {
  return simpleCommands(text).flatMap(({ words }) => {
    const plain = words.map((word) => word.replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, a, b) => values[a ?? b] ?? all));
    const first = plain.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    if (first < 0) return [];
    const wrapped = around.test(basename(plain[first]!));
    const at = plain.findIndex(
      (word, index) => index >= first && (wrapped || index === first) && isTool(basename(word)),
    );
    if (at >= 0) return [[basename(plain[at]!), ...plain.slice(at + 1)]];
    const { script } = unwrap(words);
    return script === undefined || depth > 4 ? [] : calls(script, values, depth + 1);
  });
}

const basename = (word: string): string => word.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
const isTool = (name: string): boolean => name === 'ssh' || tools.some(({ programs }) => programs.test(name));

/** The last value given to one of these options; what follows `--` belongs to another program. */
function valueOf(words: readonly string[], flags: readonly string[]): string | undefined {
  let value: string | undefined;
  for (let index = 1; index < words.length && words[index] !== '--'; index++) {
    const word = words[index]!;
    for (const flag of flags) {
      if (word === flag && words[index + 1] !== undefined) value = words[index + 1];
      else if (word.startsWith(`${flag}=`)) value = word.slice(flag.length + 1);
      else if (/^-\w$/.test(flag) && word.length > 2 && word.startsWith(flag)) value = word.slice(2);
    }
  }
  return value;
}

function early(words: readonly string[]): readonly string[] {
  let end = 1;
  while (end < words.length && words[end]!.startsWith('-')) end += words[end]!.includes('=') ? 1 : 2;
  return words.slice(0, end);
}

function sshHost(words: readonly string[]): string | undefined {
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!;
    if (!word.startsWith('-')) return word;
    if (sshValues.has(word)) index++;
  }
  return undefined;
}
