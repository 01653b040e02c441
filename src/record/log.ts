import { LOG_VERSION, type RunEvent } from './events.ts';
import { checkedEvent } from './logFields.ts';
import type { LineStore, LogContent, RunLog } from './logPorts.ts';
import { lostLines } from './lostLines.ts';
import { fieldsOf } from './rawFields.ts';

/** The log of one run over a file of lines. */
export function createRunLog(store: LineStore): RunLog {
  let offset = 0;
  let line = 1;
  let refused: string | undefined;
  const readOn = async (): Promise<LogContent> => {
    const { text, next, cut } = await store.read(offset);
    const content = decode(text, store.name, line);
    offset = next;
    line += text.split('\n').length - (cut === true ? 2 : 1);
    refused ??= content.refused;
    return { ...content, refused };
  };
  return {
    append: async (event) => {
      if (refused !== undefined) throw new Error(refused);
      await store.append([JSON.stringify(event)]);
    },
    read: () => {
      offset = 0;
      line = 1;
      return readOn();
    },
    follow: (listener) => {
      let turn = Promise.resolve();
      return store.follow(() => {
        turn = turn.then(async () => {
          try {
            const content = await readOn();
            if (content.events.length > 0 || content.refused !== undefined) listener(content);
          } catch {
            // The next change, or the next reading, finds the same lines again: `offset` has not moved.
          }
        });
      });
    },
    spill: (name) => store.spill(name),
    tail: (name, bytes) => store.tail(name, bytes),
    problem: () => store.problem(),
    close: () => store.close(),
  };
}

/** A log that ends with the process: dry runs, and places where nothing can be written. */
export function memoryLog(): RunLog {
  const events: RunEvent[] = [];
  return {
    append: (event) => {
      events.push(event);
      return Promise.resolve();
    },
    read: () => Promise.resolve({ events: [...events], warnings: [] }),
    follow: () => () => undefined,
    spill: (name) => {
      let bytes = 0;
      const append = (text: string): Promise<number> => Promise.resolve((bytes += text.length));
      return Promise.resolve({ name, append, close: () => Promise.resolve() });
    },
    tail: () => Promise.resolve(''),
    problem: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Longer lines are no events: the longest holds the text of a runbook. UTF-16 units. */
const MAX_LINE = 32_000_000;

/**
 * The events in the lines of a log. Total: lines that are no events are told in a warning and otherwise left alone;
 * fields that no event has, or that hold what they may not, are left out.
 * @param name of the file, to be told with what is wrong in it
 * @param first number of the first of these lines
 */
export function decode(lines: string, name = 'this log', first = 1): LogContent {
  const events: RunEvent[] = [];
  const torn: number[] = [];
  const foreign: number[] = [];
  let newer = 0;
  for (const [index, line] of lines
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const value = line.length > MAX_LINE ? undefined : parsed(line);
    const fields = fieldsOf(value);
    if (value === undefined) torn.push(first + index);
    else if (typeof fields?.['type'] !== 'string') foreign.push(first + index);
    else if (typeof fields['v'] === 'number' && fields['v'] > LOG_VERSION) newer = Math.max(newer, fields['v']);
    else events.push(checkedEvent(fields) as unknown as RunEvent);
  }
  const warnings = lostLines(torn, foreign, name);
  if (newer === 0) return { events, warnings };
  return {
    events,
    warnings,
    refused:
      `This run was recorded by a newer Breakwater (log version ${newer}; this one knows ${LOG_VERSION}). ` +
      'You can view it; update Breakwater to continue it.',
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
