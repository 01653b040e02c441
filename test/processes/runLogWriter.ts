import { createRunLog } from '../../src/record/log.ts';
import { openLines } from '../../src/processes/runLog.ts';
import type { RunEvent } from '../../src/record/events.ts';

/**
 * A process that appends notes to a log, for tests: `<runs> <run> <name> <count>`. Prints the id of each event once it
 * is acknowledged.
 */
const [runs = '', run = '', name = '', count = '0'] = process.argv.slice(2);
const log = createRunLog(openLines(runs, run));
const pending: Promise<void>[] = [];
for (let index = 0; index < Number(count); index++) {
  const event: RunEvent = {
    v: 1,
    id: `${name}-${index}`,
    at: new Date().toISOString(),
    by: name,
    type: 'noted',
    kind: 'note',
    text: `${name} ${index} ${'é'.repeat(index % 3 === 0 ? 3000 : 10)}`,
  };
  const written = log.append(event).then(() => {
    process.stdout.write(event.id + '\n');
  });
  pending.push(written);
  // Some alone, some in groups.
  if (index % 7 === 0) await written;
}
await Promise.all(pending);
await log.close();
