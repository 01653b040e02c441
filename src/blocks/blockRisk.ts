import type { Risk } from '../commands/risk.ts';
import { consoleTextRisk } from '../programs/console.ts';
import { programOf, programTextRisk } from '../programs/program.ts';
import { namesUsed } from '../risk/namesUsed.ts';
import { commandsRisk, worse } from '../risk/risk.ts';
import { carryOver, newScope, startingFrom, type Scope } from '../risk/scope.ts';
import type { BlockReading } from './readBlock.ts';
import { unlessTooDeep } from './tooDeep.ts';

interface JudgedAlone {
  readonly risk: Risk;
  /** What the block leaves for the blocks behind it. */
  readonly leaves: Scope;
  /** Names that mean something else when an earlier block defined them: programs, variables that are read twice, `$x`. */
  readonly uses: ReadonlySet<string>;
}

const risks = new WeakMap<BlockReading, JudgedAlone>();

/** What has been worked out for a reading, which many blocks share. */
export function memo<T>(
  known: WeakMap<BlockReading, T>,
  reading: BlockReading,
  compute: (reading: BlockReading) => T,
): T {
  const found = known.get(reading);
  if (found !== undefined) return found;
  const value = compute(reading);
  known.set(reading, value);
  return value;
}

/** The risk of a block by itself. */
export function riskAlone(reading: BlockReading): Risk {
  return memo(risks, reading, riskOf).risk;
}

function riskOf(reading: BlockReading): JudgedAlone {
  return unlessTooDeep<JudgedAlone>(
    () => judgedAlone(reading),
    () => ({ risk: 'unknown', leaves: newScope(), uses: new Set() }),
  );
}

function judgedAlone(reading: BlockReading): JudgedAlone {
  const leaves = newScope();
  const risk = riskFrom(reading, leaves);
  const isShell = reading.kind === 'command' && programOf(reading.shell ?? '') === undefined;
  return { risk, leaves, uses: isShell ? namesUsed(reading.commands) : new Set() };
}

/** The risk of a block where earlier blocks defined functions and aliases, or set values, that it uses. */
export function riskAfter(reading: BlockReading, document: Scope): Risk {
  const { leaves, uses, risk } = memo(risks, reading, riskOf);
  const changed = [...uses].some(
    (name) =>
      [document.functions, document.aliases, document.given].some((known) => known.has(name)) ||
      (name.startsWith('$') && [document.foreign, document.carried].some((known) => known.has(name.slice(1)))),
  );
  const after = changed
    ? unlessTooDeep<Risk>(
        () => riskFrom(reading, startingFrom(document)),
        () => 'unknown',
      )
    : risk;
  carryOver(document, leaves);
  return after;
}

function riskFrom(reading: BlockReading, scope: Scope): Risk {
  if (reading.kind === 'output') return 'reads';
  // Nobody knows what it is: nothing may be promised of it.
  if (reading.kind === 'other') return 'unknown';
  if (reading.kind === 'config')
    return reading.console ? consoleTextRisk(reading.console, reading.inner.join('\n')) : 'unknown';
  const program = programOf(reading.shell ?? '');
  if (program !== undefined) return programTextRisk(program, reading.commands.join('\n'));
  let risk: Risk = commandsRisk(reading.commands, reading.shell, scope);
  if (reading.inner.length > 0) {
    const inner =
      reading.console === 'shell'
        ? commandsRisk(reading.inner)
        : consoleTextRisk(reading.console ?? 'sql', reading.inner.join('\n'));
    if (inner !== 'unknown') risk = worse(risk, inner);
  }
  return risk;
}
