import type { Ast, CallExpression, FunctionNode, NewExpression, Node } from '../ast/types.ts';
import { isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { importSource } from '../backoff/sleeps.ts';
import type { FileContext } from '../values/index.ts';
import { constantOrDefault, periodOf } from './periods.ts';

/** A function that a library runs whenever its schedule says so, whether the last run has ended or not. */
export interface Schedule {
  readonly tick: FunctionNode;
  readonly file: FileContext;
  /** The package that runs it. */
  readonly library: string;
  /** The option by which it leaves out runs while one goes on, as written; absent where it has none. */
  readonly option?: string;
  /** That option is set, or may be. */
  readonly waits: boolean;
  /** Minutes between two runs, where it is a few of them; the others run more often. */
  readonly minutes?: number;
  /** It runs by a period, not by a calendar. */
  readonly periodMs?: number;
}

interface Scheduler {
  readonly name: string;
  /** Exports that take a schedule and a function. */
  readonly takes: RegExp;
  readonly option?: { readonly name: string; readonly value: string };
}

/**
 * What each does by default: node-cron 4 `noOverlap: false` (nodecron.com, scheduling options; older ones have no such
 * option), cron 4 `waitForCompletion: false` (dist/job.js), which @nestjs/schedule hands on, croner `protect: false`
 * (its configuration), node-schedule nothing.
 */
const schedulers: Readonly<Record<string, Scheduler>> = {
  'node-cron': { name: 'node-cron', takes: /^schedule$/, option: { name: 'noOverlap', value: 'noOverlap: true' } },
  cron: {
    name: 'cron',
    takes: /^(?:CronJob|from)$/,
    option: { name: 'waitForCompletion', value: 'waitForCompletion: true' },
  },
  croner: { name: 'croner', takes: /^(?:Cron|default)$/, option: { name: 'protect', value: 'protect: true' } },
  'node-schedule': { name: 'node-schedule', takes: /^scheduleJob$/ },
};
const nest: Scheduler = {
  name: '@nestjs/schedule',
  takes: /^Cron$/,
  option: { name: 'waitForCompletion', value: 'waitForCompletion: true' },
};

/** What a call or construction has run once a minute or more often; undefined for everything else. */
export function scheduleOf(context: FileContext, node: CallExpression | NewExpression): Schedule | undefined {
  const source = calledExport(context, unwrap(node.callee));
  if (!source) return undefined;
  if (source.module === '@nestjs/schedule') {
    if (source.name === 'Interval') return everyInterval(context, node);
    return source.name === 'Cron' ? decorated(context, node) : undefined;
  }
  const scheduler = schedulers[source.module];
  if (!scheduler?.takes.test(source.name)) return undefined;
  const args = node.arguments as readonly Node[];
  const [first] = args;
  if (!first) return undefined;
  if (unwrap(first).type === 'ObjectExpression') return fromOptions(context, first, scheduler);
  const often = frequency(context, first);
  if (!often) return undefined;
  const run = args
    .slice(1)
    .map((one) => functionOf(context, one))
    .find((one) => one !== undefined);
  return run && { ...run, ...often, library: scheduler.name, ...waiting(context, args.slice(1), scheduler) };
}

/** `cron.schedule(...)`, `schedule(...)`, `new CronJob(...)`, `CronJob.from(...)`: the export that is called. */
function calledExport(
  context: FileContext,
  callee: Node,
): { readonly module: string; readonly name: string } | undefined {
  if (callee.type === 'Identifier') return importSource(context, callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  const source = importSource(context, callee.object);
  const name = memberName(callee);
  return source && name !== undefined ? { module: source.module, name } : undefined;
}

/** `CronJob.from({ cronTime, onTick })`. */
function fromOptions(context: FileContext, node: Node, scheduler: Scheduler): Schedule | undefined {
  const options = context.options(node);
  const [time, tick] = [options.get('cronTime'), options.get('onTick')];
  if (time.state !== 'present' || tick.state !== 'present' || tick.file !== context) return undefined;
  const often = frequency(context, time.node);
  const run = often && functionOf(context, tick.node);
  return run && { ...run, ...often, library: scheduler.name, ...waiting(context, [node], scheduler) };
}

/** The method below `@Cron('*\\/10 * * * * *')`. */
function decorated(context: FileContext, node: CallExpression | NewExpression): Schedule | undefined {
  const method = node.parent.type === 'Decorator' ? node.parent.parent : undefined;
  const [time, ...more] = node.arguments as readonly Node[];
  const often = time && frequency(context, time);
  if (method?.type !== 'MethodDefinition' || !isFunction(method.value) || !often) return undefined;
  return { tick: method.value, file: context, ...often, library: nest.name, ...waiting(context, more, nest) };
}

/** The method below `@Interval(5000)` or `@Interval('poll', 5000)`, which Nest runs by `setInterval`. */
function everyInterval(context: FileContext, node: CallExpression | NewExpression): Schedule | undefined {
  const method = node.parent.type === 'Decorator' ? node.parent.parent : undefined;
  const periodMs = periodOf(context, node.arguments.at(-1) as Node | undefined);
  if (method?.type !== 'MethodDefinition' || !isFunction(method.value) || periodMs === undefined) return undefined;
  return { tick: method.value, file: context, library: nest.name, waits: false, periodMs };
}

function functionOf(context: FileContext, node: Node): Pick<Schedule, 'tick' | 'file'> | undefined {
  const plain = unwrap(node);
  if (isFunction(plain)) return { tick: plain, file: context };
  const value = /^(?:Identifier|MemberExpression)$/.test(plain.type) ? context.value(plain) : undefined;
  return value?.kind === 'function' ? { tick: value.node, file: value.file } : undefined;
}

function waiting(
  context: FileContext,
  args: readonly Node[],
  { option }: Scheduler,
): Pick<Schedule, 'option' | 'waits'> {
  if (!option) return { waits: false };
  const waits = args.some((one) => {
    if (isFunction(unwrap(one)) || context.value(one).kind === 'function') return false;
    const given = context.options(one).get(option.name);
    return given.state === 'present' ? given.constant !== false : given.state !== 'absent' && !isPlain(one);
  });
  return { option: option.value, waits };
}

/** `null`, `true`, `'Europe/Paris'`: an argument that holds no options. */
function isPlain(node: Node): boolean {
  const plain = unwrap(node);
  return plain.type === 'Literal' || isIdentifier(plain, 'undefined');
}

/** `CronExpression.EVERY_MINUTE`, `EVERY_5_MINUTES`, `EVERY_10_SECONDS`. */
function namedFrequency(name: string): Pick<Schedule, 'minutes'> | undefined {
  const minutes = /^EVERY_(?:(\d+)_)?MINUTES?$/.exec(name);
  if (minutes) return { minutes: Number(minutes[1] ?? 1) };
  return /^EVERY_(?:\d+_)?SECONDS?$/.test(name) ? {} : undefined;
}

/** Every few minutes, or more often: a sixth field, of seconds, with more than one of them. The others say how often a minute comes. */
function frequency(context: FileContext, node: Node): Pick<Schedule, 'minutes'> | undefined {
  const plain = unwrap(node);
  if (plain.type === 'MemberExpression') {
    // The enumeration that @nestjs/schedule and cron export.
    const named = isIdentifier(plain.object, 'CronExpression') ? memberName(plain as Ast.MemberExpression) : undefined;
    if (named !== undefined) return namedFrequency(named);
  }
  const text = constantOrDefault(context, plain);
  const fields = typeof text === 'string' ? text.trim().split(/\s+/) : [];
  const [minute, ...others] = fields.slice(-5);
  const step = /^\*(?:\/(\d+))?$/.exec(minute ?? '');
  if (step && others.length === 4 && others.every((one) => one === '*')) {
    if (fields.length === 5 || /^\d+$/.test(fields[0]!)) return { minutes: Number(step[1] ?? 1) };
  }
  return fields.length === 6 && /[*,/-]/.test(fields[0]!) && /^[*]|[,/-]/.test(fields[1]!) ? {} : undefined;
}
