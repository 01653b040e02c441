import type { Context } from './confirmation.ts';
import type { ContextQuestion } from './ports.ts';
import { programCalls, type ProgramCall } from './targetCalls.ts';
import { targetTools, type TargetTool } from './targetTools.ts';

/** What commands act on: as far as they say so themselves, and what their programs have to be asked for. */
export interface TargetQuery {
  readonly named: Context;
  readonly questions: readonly ContextQuestion[];
}

/** @param values of shell variables that are known, for options written as `--context "$CTX"`. */
export function targetQueryOf(
  { commands, shell = '' }: { readonly commands: readonly string[]; readonly shell?: string },
  values: Readonly<Record<string, string | undefined>> = {},
): TargetQuery {
  const text = commands.join('\n');
  if (shell === 'http') return { named: server(text), questions: [] };
  if (shell === 'sql') return { named: {}, questions: [{ name: 'database', variable: 'DATABASE_URL' }] };
  const named = new Map<string, Set<string>>();
  const questions = new Map<string, ContextQuestion>();
  const moved = new Map<string, string>();
  const found = programCalls(text, values);
  for (const call of found) {
    for (const tool of targetTools) {
      if (!tool.programs.test(call.words[0]!)) continue;
      const said = saidBy(call, tool, moved);
      for (const [name, value] of said) named.set(name, (named.get(name) ?? new Set()).add(value));
      for (const question of tool.questions ?? []) {
        if (said.has(question.name) || !('file' in question)) continue;
        const asked = { ...question, args: [...passedOptions(call, tool, said), ...question.args], env: call.env };
        questions.set(JSON.stringify(asked), asked);
      }
    }
    const host = call.words[0] === 'ssh' ? sshHost(call.words) : undefined;
    if (host !== undefined) named.set('ssh', (named.get('ssh') ?? new Set()).add(host));
  }
  // A call that could not be read, as in another language's string, is asked for without options.
  for (const { programs, questions: asked = [] } of targetTools) {
    const inText = new RegExp(`(?<![\\w-])${programs.source.slice(1, -1)}(?![\\w-])`).test(text);
    if (!inText || found.some(({ words }) => programs.test(words[0]!))) continue;
    for (const question of asked) questions.set(JSON.stringify(question), question);
  }
  return {
    named: Object.fromEntries([...named].map(([name, all]) => [name, [...all].join(', ')])),
    questions: [...questions.values()],
  };
}

/** Named and asked-for targets together; what the commands say themselves comes first. */
export async function targetOf(
  { named, questions }: TargetQuery,
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

/** What a call names by its options, or what calls before it have moved to. */
function saidBy({ words }: ProgramCall, tool: TargetTool, moved: Map<string, string>): Map<string, string> {
  const options = tool.early ? before(words, tool.early) : words;
  const said = new Map<string, string>();
  for (const [name, flags] of Object.entries(tool.named ?? {})) {
    const value = valueOf(options, flags) ?? moved.get(name);
    if (value !== undefined) said.set(name, value);
  }
  if (tool.named?.['namespace'] && words.some((word) => word === '-A' || word === '--all-namespaces'))
    said.set('namespace', 'all namespaces');
  const plain = words.slice(1).filter((word) => !word.startsWith('-'));
  for (const { words: verbs, name } of tool.moves ?? []) {
    const target = plain[verbs.length];
    if (target === undefined || verbs.some((verb, index) => plain[index] !== verb)) continue;
    moved.set(name, target);
    said.set(name, target);
  }
  return said;
}

function passedOptions({ words }: ProgramCall, tool: TargetTool, said: ReadonlyMap<string, string>): string[] {
  const args = (tool.handedOn ?? []).flatMap((flag) => {
    const value = valueOf(words, [flag]);
    return value === undefined ? [] : [flag, value];
  });
  const context = said.get('kubectl');
  return context === undefined ? args : [...args, '--context', context];
}

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

/** The words before the first plain one, which is none of the values of these options. */
function before(words: readonly string[], withValue: readonly string[]): readonly string[] {
  let end = 1;
  while (end < words.length && words[end]!.startsWith('-')) end += withValue.includes(words[end]!) ? 2 : 1;
  return words.slice(0, end);
}

/** Options of `ssh` that take a value. */
const sshValues = '-i -l -p -L -R -D -J -o -F -W -b -c -E -m -O -Q -S -w -B -e -I'.split(' ');

function sshHost(words: readonly string[]): string | undefined {
  return words[before(words, sshValues).length];
}

function server(request: string): Context {
  const address = /https?:\/\/(?:[^\s/@]*@)?([^\s/?#]+)/.exec(request)?.[1];
  return address === undefined ? {} : { server: address };
}
