import { once } from 'node:events';

/** Writes to standard output and waits until it is taken; a reader that has left (`| head`) ends the command quietly. */
export async function print(text: string): Promise<void> {
  if (text === '') return;
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Ends the process without a trace of an error when whoever reads the output has left. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
