import type { Runbook, Step } from '../../src/runbook/model.ts';
import type { Block } from '../../src/blocks/model.ts';
import type { RunEvent } from '../../src/record/events.ts';

/** A command block as the parser would make it. */
export function block(id: string, commands: string | readonly string[], more: Partial<Block> = {}): Block {
  const all = typeof commands === 'string' ? [commands] : commands;
  return {
    id,
    line: 1,
    endLine: 1 + all.length,
    language: 'sh',
    kind: 'command',
    commands: all,
    placeholders: [],
    risk: 'reads',
    interactive: false,
    attributes: {},
    content: all.join('\n'),
    ...more,
  };
}

export function step(id: string, title: string, blocks: readonly Block[] = [], checks: readonly string[] = []): Step {
  return {
    id,
    title,
    level: 1,
    line: 1,
    endLine: 2,
    blocks,
    checks: checks.map((text, index) => ({ id: `${id}-c${index}`, text, line: 1, checked: false })),
  };
}

export function runbook(steps: readonly Step[], more: Partial<Runbook> = {}): Runbook {
  return {
    title: 'Database failover',
    frontMatter: { other: {} },
    sections: [],
    steps,
    blocks: [],
    placeholders: [],
    problems: [],
    ...more,
  };
}

type Fields<Event> = Event extends RunEvent ? Omit<Event, 'v' | 'id' | 'at' | 'by'> : never;

let count = 0;

/** An event with the fields that every event has; each a second after the one made before. */
export function event(fields: Fields<RunEvent>): RunEvent {
  count++;
  const at = new Date(Date.UTC(2026, 0, 1) + count * 1000).toISOString();
  return { v: 1, id: `e${count}`, at, by: 'ada', ...fields } as RunEvent;
}

export const started = (run = 'r1'): RunEvent =>
  event({
    type: 'run-started',
    run,
    runbook: { path: 'runbooks/failover.md', title: 'Database failover', hash: 'abc', snapshot: '# Database failover' },
    drill: false,
    dryRun: false,
  });

export const blockStarted = (id: string, execution: string, step?: string): RunEvent =>
  event({
    type: 'block-started',
    block: id,
    step,
    execution,
    command: 'true',
    shell: 'sh',
    cwd: '/',
    risk: 'reads',
    context: {},
  });
