import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { printable } from '../text/visible.ts';
import { printAside } from './output.ts';

/**
 * Asks on the terminal. Resolves with what was typed; undefined where the responder pressed Ctrl-C or Ctrl-D.
 * @param hidden what is typed is not shown.
 */
export function ask(question: string, hidden = false): Promise<string | undefined> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (hidden) printAside(question);
  // Closed after each answer: while it is open the terminal is in raw mode, where Ctrl-C ends no command.
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? silence : process.stderr,
    terminal: true,
    historySize: 0,
  });
  return new Promise((resolve) => {
    let answer: string | undefined;
    lines.on('SIGINT', () => lines.close());
    lines.on('close', () => {
      if (hidden || answer === undefined) process.stderr.write('\n');
      resolve(answer);
    });
    lines.question(hidden ? '' : printable(question), (typed) => {
      answer = typed;
      lines.close();
    });
  });
}
