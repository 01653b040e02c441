import type { Target } from './confirmation.ts';
import type { TargetQuestion, FileQuestion } from './ports.ts';
import { programCalls, type TargetCall } from './targetCalls.ts';
import { SET_BY_RUNBOOK, targetTools, type TargetTool } from './targetTools.ts';

/** What commands act on: as far as they say so themselves, and what their programs have to be asked for. */
export interface TargetQuery {
  readonly named: Target;
  readonly questions: readonly TargetQuestion[];
}

/**
 * @param values of shell variables that are known, for options written as `--context "$CTX"`.
 * @param set environment that the runbook sets: exports of its commands, attributes of its blocks.
 */
export function targetQueryOf(
  { commands, shell = '' }: { readonly commands: readonly string[]; readonly shell?: string },
  values: Readonly<Record<string, string | undefined>> = {},
  set: Readonly<Record<string, string | undefined>> = {},
): TargetQuery {
  const text = commands.join('\n');
  if (shell === 'http') return { named: server(text), questions: [] };
  if (shell === 'sql') {
    const value = set['DATABASE_URL'];
    return { named: {}, questions: [{ name: 'database', variable: 'DATABASE_URL', ...(value ? { value } : {}) }] };
  }
  const found = new Found();
  const calls = programCalls(text, values);
  const moved = new Map<string, string>();
  for (const call of calls) {
    for (const tool of targetTools) if (tool.programs.test(call.words[0]!)) takeCall(found, call, tool, moved, set);
    const host = call.words[0] === 'ssh' ? sshHost(call.words) : undefined;
    if (host !== undefined) found.name('ssh', host);
  }
  // A call that could not be read, as in another language's string, is asked for without options.
  for (const tool of targetTools) {
    const inText = new RegExp(`(?<![\\w-])${tool.programs.source.slice(1, -1)}(?![\\w-])`).test(text);
    if (inText && !calls.some(({ words }) => tool.programs.test(words[0]!)))
      takeCall(found, { words: [''], env: {} }, tool, new Map(), set);
  }
  return found.query();
}

/** What has been found so far, each once. */
class Found {
  readonly #named = new Map<string, Set<string>>();
  readonly #questions = new Map<string, TargetQuestion>();

  name(name: string, value: string): void {
    this.#named.set(name, (this.#named.get(name) ?? new Set()).add(value));
  }

  ask(question: TargetQuestion): void {
    this.#questions.set(JSON.stringify(question), question);
  }

  query(): TargetQuery {
    return {
      named: Object.fromEntries([...this.#named].map(([name, all]) => [name, [...all].join(', ')])),
      questions: [...this.#questions.values()],
    };
  }
}

function takeCall(
  found: Found,
  call: TargetCall,
  tool: TargetTool,
  moved: Map<string, string>,
  set: Readonly<Record<string, string | undefined>>,
): void {
  const env = { ...set, ...call.env };
  const said = saidBy(call, tool, moved);
  for (const [name, variables] of Object.entries(tool.variables ?? {})) {
    const value = variables.map((variable) => env[variable]).find(Boolean);
    if (value && !said.has(name)) said.set(name, value);
  }
  for (const [name, value] of said) found.name(name, value);
  const { options = [], variables } = tool.redirects ?? {};
  const redirected =
    valueOf(call.words, options) !== undefined ||
    Object.keys(env).some((name) => env[name] !== undefined && variables?.test(name));
  const of = tool.of === undefined ? undefined : said.get(tool.of);
  for (const question of tool.questions ?? []) {
    if (said.has(question.name)) continue;
    if (redirected) found.name(question.name, SET_BY_RUNBOOK);
    else found.ask(questionOf(question, of));
  }
}

/** The same question of another context or profile than the present one. */
function questionOf(question: FileQuestion, of: string | undefined): FileQuestion {
  if (of === undefined) return question;
  const { program, ...rest } = question;
  // What could be taken for an option, or is none of a profile's name, is not handed on.
  const asked = program &&
    /^[\w.@+:][\w.@+:/ -]*$/.test(of) && { ...program, args: [`--profile=${of}`, ...program.args] };
  return { ...rest, of, ...(asked ? { program: asked } : {}) };
}

/** Named and asked-for targets together; what the commands say themselves comes first. */
export async function targetOf(
  { named, questions }: TargetQuery,
  ask: (questions: readonly TargetQuestion[]) => Promise<Target>,
): Promise<Target> {
  const asked = await ask(questions);
  const target: Record<string, string> = { ...named };
  for (const [name, value] of Object.entries(asked)) {
    const said = target[name];
    target[name] = said === undefined || said.split(', ').includes(value) ? (said ?? value) : `${said}, ${value}`;
  }
  return target;
}

/** A target in a few words: `prod-eu / payments`. This machine is only worth naming where nothing else is. */
export function describeTarget(target: Target): string {
  const { host, ...rest } = target;
  const words = Object.values(rest).filter((value) => value !== '');
  return words.length > 0 ? words.join(' / ') : (host ?? '');
}

/** What a call names by its options, or what calls before it have moved to. */
function saidBy({ words }: TargetCall, tool: TargetTool, moved: Map<string, string>): Map<string, string> {
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

function server(request: string): Target {
  const address = /https?:\/\/(?:[^\s/@]*@)?([^\s/?#]+)/.exec(request)?.[1];
  return address === undefined ? {} : { server: address };
}
