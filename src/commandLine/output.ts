import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { printable, visible } from '../text/visible.ts';
import { exitCodes } from './problem.ts';

/** Set once whoever reads the output has left (`| head`). */
let left = false;
const leaving = new Set<() => void>();

/** Writes to standard output, with nothing in it that a terminal would obey but colours, and waits until it is taken; nothing is written to a reader that has left. */
export async function print(text: string): Promise<void> {
  if (text === '' || left) return;
  if (process.stdout.write(printable(text))) return;
  let forget: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (forget = whenReaderLeaves(resolve)));
  await Promise.race([once(process.stdout, 'drain'), gone]).catch(() => undefined);
  forget();
}

/** Writes to standard error what is no line of its own: a question, what a command prints. */
export function printAside(text: string): void {
  if (!left) process.stderr.write(printable(text));
}

/** Writes a line to standard error, with nothing in it that a terminal would obey. */
export function complain(text: string): void {
  if (!left) process.stderr.write(`${visible(text)}\n`);
}

/** Calls back when whoever reads the output leaves, in place of ending the process. The function it returns undoes that. */
export function whenReaderLeaves(act: () => void): () => void {
  leaving.add(act);
  return () => leaving.delete(act);
}

/** Ends the process without a trace of an error when whoever reads the output has left. */
export function endWithReader(): void {
  const end = (error: NodeJS.ErrnoException): void => {
    const gone = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
    // A full disk, a device that takes nothing: what was to be told is lost, so the work is not done.
    if (!gone && !left) {
      writeSync(2, `breakwater: the output can't be written (${error.code ?? error.message}); stopped.\n`);
      process.once('exit', (code) => {
        if (code === exitCodes.fine) process.exitCode = exitCodes.couldNotRun;
      });
    }
    if (leaving.size === 0 && !left) process.exit(gone ? exitCodes.fine : exitCodes.couldNotRun);
    left = true;
    for (const act of leaving) act();
  };
  process.stdout.on('error', end);
  process.stderr.on('error', end);
}
