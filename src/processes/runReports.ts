import { withKilledEnded } from '../record/killed.ts';
import { createRunLog } from '../record/log.ts';
import { reportOf, sideFilesOf, type RunReport } from '../reports/report.ts';
import { isAlive } from './processMark.ts';
import { openLines } from './runLog.ts';

/** Bytes of a side file that are read to show how an output ended. */
const TAIL_BYTES = 64 * 1024;

/**
 * The report of a run from its log; undefined where the log starts no run. Only reads.
 * @param run its name; rejects with a sentence where that cannot name a run or the log cannot be read
 */
export async function readReport(runs: string, run: string): Promise<RunReport | undefined> {
  const log = createRunLog(openLines(runs, run));
  try {
    const { events: written, warnings, refused } = await log.read();
    const events = await withKilledEnded(written, isAlive);
    const tails = new Map<string, string>();
    for (const [execution, file] of sideFilesOf(events)) {
      const tail = await log.tail(file, TAIL_BYTES);
      if (tail !== '') tails.set(execution, tail);
    }
    return reportOf({ events, warnings: refused === undefined ? warnings : [...warnings, refused], tails });
  } finally {
    await log.close();
  }
}
