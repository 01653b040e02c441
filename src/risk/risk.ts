import type { Risk } from './model.ts';
import { cloudTables } from './cloud.ts';
import { consoleRisk } from './console.ts';
import { programRisk } from './programs.ts';
import { toolTable, type ToolTable } from './tables.ts';
import { simpleCommands, type SimpleCommand } from '../shell/simpleCommand.ts';
import { unwrap } from '../shell/unwrap.ts';

const order: readonly Risk[] = ['reads', 'unknown', 'changes', 'destroys'];

/** The worse of two. Unknown is worse than reading, and milder than what surely changes. */
export function worse(a: Risk, b: Risk): Risk {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** What running a command does to the world; the worst of its pipes, lists and subshells counts. */
export function commandRisk(command: string, depth = 0): Risk {
  let risk: Risk = 'reads';
  for (const simple of simpleCommands(command)) {
    risk = worse(risk, simpleRisk(simple, depth));
    if (risk === 'destroys') break;
  }
  return risk;
}

const quietTargets = /^(?:\/dev\/(?:null|stdout|stderr|tty)|&\d|\d)$/;

function simpleRisk(simple: SimpleCommand, depth: number): Risk {
  if (depth > 6) return 'unknown';
  const writes = simple.writes.filter((file) => !quietTargets.test(file));
  const onDevice = writes.some((file) => /^\/dev\/(?:sd|nvme|vd|xvd|mapper|disk)/.test(file));
  if (onDevice) return 'destroys';
  const inner = unwrap(simple.words);
  if (inner.script !== undefined) return worse(inner.least, commandRisk(inner.script, depth + 1));
  const words = inner.words;
  const system = writes.some((file) => /^\/(?:etc|proc|sys|usr|var|root|boot)\//.test(file));
  const makes = /^(?:echo|cat|printf|tee|)$/.test(words[0] ?? '') && writes.length > 0;
  const written: Risk = system || makes ? 'changes' : 'reads';
  if (words.length === 0) return worse(inner.least, written);
  return worse(worse(inner.least, written), wordsRisk(words, simple.input));
}

/** The risk of one program call. */
export function wordsRisk(words: readonly string[], input?: string): Risk {
  const name = words[0]!
    .replace(/^\\/, '')
    .replace(/^.*\//, '')
    .replace(/\.exe$/i, '');
  const args = words.slice(1);
  if (args.length === 1 && /^(?:--version|--help|-h|-V|version|help)$/.test(args[0]!) && name !== 'shutdown')
    return 'reads';
  // The head of a loop; what it runs are commands of their own.
  if ((name === 'for' || name === 'select') && args[1] === 'in') return 'reads';
  const program = programRisk(name, args, input);
  if (program !== undefined) return program;
  const table = toolTable(name) ?? own(cloudTables, name);
  if (table) return tableRisk(table, args);
  return consoleRisk(name, args, input) ?? 'unknown';
}

function own(tables: Readonly<Record<string, ToolTable>>, name: string): ToolTable | undefined {
  return Object.hasOwn(tables, name) ? tables[name] : undefined;
}

/** Looks a call up in its tool's table: the longest prefix of its arguments that is named, then its options. */
export function tableRisk(table: ToolTable, args: readonly string[]): Risk {
  const values = new Set(table.values?.split(' ') ?? []);
  const plain: string[] = [];
  const options: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') break;
    if (!arg.startsWith('-') || arg === '-') plain.push(arg);
    else {
      options.push(arg);
      if (values.has(arg)) i++;
    }
  }
  if (options.some((o) => /^--(?:help|version)$/.test(o))) return 'reads';
  let best: { length: number; risk: Risk } | undefined;
  for (const risk of ['reads', 'changes', 'destroys'] as const) {
    for (const entry of table[risk]?.split('|') ?? []) {
      const length = fits(entry, plain, options);
      if (length > 0 && (!best || length > best.length || (length === best.length && risk !== 'reads')))
        best = { length, risk };
    }
  }
  let risk: Risk = best?.risk ?? table.otherwise ?? (plain.length === 0 ? 'reads' : 'unknown');
  for (const option of options) {
    const raised = table.options?.[option] ?? table.options?.[option.split('=')[0]!];
    if (raised === 'reads' && /dry-run(?!=(?:none|false))/.test(option)) return 'reads';
    if (raised && risk !== 'reads') risk = worse(risk, raised);
    else if (raised && !best) risk = raised;
  }
  return risk;
}

/** How many words of an entry stand at the front of the arguments; 0 where one does not. Options may stand anywhere. */
function fits(entry: string, plain: readonly string[], options: readonly string[]): number {
  if (entry === '') return 0;
  const parts = entry.split(' ');
  let at = 0;
  for (const part of parts) {
    if (part.startsWith('-')) {
      if (!options.some((o) => o === part || o.startsWith(`${part}=`))) return 0;
    } else if (part === '*') {
      if (plain[at++] === undefined) return 0;
    } else if (part.endsWith('*')) {
      if (!plain[at++]?.startsWith(part.slice(0, -1))) return 0;
    } else if (plain[at++] !== part) return 0;
  }
  return parts.length;
}
