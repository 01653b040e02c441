import type { Block } from '../blocks/model.ts';
import type { Ending } from '../record/events.ts';
import { fieldsOf, number, text, type Raw } from '../record/rawFields.ts';

/** How a command ended when it was recorded, and what it printed. */
export interface Recorded {
  readonly output: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  readonly how: Exclude<Ending, 'dry-run'>;
  readonly exitCode?: number;
  readonly message?: string;
}

/** What a drill replays. */
export interface Recording {
  /** By block id: one for each time that it ran. */
  readonly blocks: ReadonlyMap<string, readonly Recorded[]>;
  /** Values of the recorded run; of a secret, only that it was given. */
  readonly values: ReadonlyMap<string, string | undefined>;
}

/** Nothing recorded: what the runbook itself shows is replayed. */
export const authored: Recording = { blocks: new Map(), values: new Map() };

const endings: ReadonlySet<unknown> = new Set(['exited', 'cancelled', 'timed-out', 'could-not-start', 'unknown']);

/** What the log of a run has of its commands. Total over whatever events the readers let through. */
export function recordingOf(events: readonly unknown[]): Recording {
  const blocks = new Map<string, Recorded[]>();
  const values = new Map<string, string | undefined>();
  const printed = new Map<string, Recorded['output'][number][]>();
  const started = new Map<string, string>();
  for (const event of events.map(fieldsOf)) {
    if (event === undefined) continue;
    const execution = text(event['execution']) ?? '';
    const name = text(event['name']);
    switch (event['type']) {
      case 'variable-set':
        if (name !== undefined) values.set(name, event['secret'] === true ? undefined : text(event['value']));
        break;
      case 'block-started':
        started.set(execution, text(event['block']) ?? '');
        printed.set(execution, []);
        break;
      case 'block-output':
        printed.get(execution)?.push(outputOf(event));
        break;
      case 'block-ended': {
        const block = started.get(execution);
        if (block === undefined || !endings.has(event['how'])) break;
        const known = blocks.get(block) ?? [];
        blocks.set(block, [...known, recordedOf(event, printed.get(execution) ?? [])]);
        started.delete(execution);
      }
    }
  }
  return { blocks, values };
}

function outputOf(event: Raw): Recorded['output'][number] {
  const stream = event['stream'] === 'stderr' ? 'stderr' : 'stdout';
  return { stream, text: text(event['text']) ?? '(long output, kept beside the log, is not replayed)\n' };
}

function recordedOf(event: Raw, output: Recorded['output']): Recorded {
  const [exitCode, message] = [number(event['exitCode']), text(event['message'])];
  return {
    output,
    how: event['how'] as Recorded['how'],
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(message === undefined ? {} : { message }),
  };
}

/** What the runbook shows of a command's result: its exit code and sample output, else a silent success. */
export function authoredResult({ attributes: { expect }, expectedOutput }: Block): Recorded {
  const exitCode = expect !== undefined && /^\d{1,3}$/.test(expect) ? Number(expect) : 0;
  const sample =
    expectedOutput === undefined ? [] : [{ stream: 'stdout' as const, text: `${expectedOutput.trimEnd()}\n` }];
  return { output: sample, how: 'exited', exitCode };
}
