import type { BlockEnded, BlockStarted, RunEvent } from './events.ts';

type Owner = NonNullable<BlockStarted['owner']>;

/**
 * The events, with an end for each command that was running when its Breakwater was killed: nobody knows its result, and
 * nobody will add to the log.
 * @param alive whether a process still runs; one of another machine is taken to
 */
export async function withKilledEnded(
  events: readonly RunEvent[],
  alive: (owner: Owner) => Promise<boolean>,
): Promise<readonly RunEvent[]> {
  const open = new Map<string, BlockStarted>();
  for (const event of events) {
    if (event.type === 'block-started') open.set(event.execution, event);
    else if (event.type === 'block-ended') open.delete(event.execution);
    // Whoever went on with the run has told what became of the others.
    else if (event.type === 'resumed') {
      const running: unknown = event.running;
      for (const id of open.keys()) if (!Array.isArray(running) || !running.includes(id)) open.delete(id);
    }
  }
  const ends: BlockEnded[] = [];
  const last = events.at(-1);
  for (const { execution, owner, by, v } of open.values()) {
    if (typeof owner?.pid !== 'number' || last === undefined || (await alive(owner))) continue;
    const message = 'Unknown result: it was running when Breakwater was killed.';
    const id = `${execution}-killed`;
    ends.push({ v, id, at: last.at, by, type: 'block-ended', execution, how: 'unknown', duration: 0, message });
  }
  return ends.length === 0 ? events : [...events, ...ends];
}
