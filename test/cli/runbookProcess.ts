import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { bundled, scratch } from '../processes/bundled.ts';

/** The command as a process of its own, for its signals, its terminal and its exit code. */
export let script: string;
let removeScript: () => Promise<void>;
export let folder: string;
const removals: (() => Promise<void>)[] = [];
/** Readies the command and a folder of its own for each test of the file that calls it: files share one process. */
export function readyRunbookProcess(): void {
  beforeAll(async () => {
    const made = await scratch();
    removeScript = made.remove;
    script = await bundled(new URL('runbookRunCli.ts', import.meta.url).pathname, made.folder);
  });
  beforeEach(async () => {
    const made = await scratch();
    folder = made.folder;
    removals.push(made.remove);
  });
  afterAll(() => Promise.all([removeScript(), ...removals.map((remove) => remove())]));
}

export interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>;
  /** Settles once the text has been printed. */
  readonly prints: (text: string) => Promise<void>;
}

export function follow(child: ChildProcess): Started {
  let out = '';
  let err = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Awaited<Started['ended']>>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  const prints = (text: string): Promise<void> =>
    expect.poll(() => out + err, { timeout: 60_000, interval: 20 }).toContain(text);
  return { child, out: () => out, ended, prints };
}

export const start = (...args: string[]): Started =>
  follow(
    spawn(process.execPath, [script, 'runbook', 'run', ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] }),
  );

/** The same on a terminal that `script` makes. */
export function onTerminal(...args: string[]): Started {
  const quoted = [process.execPath, script, 'runbook', 'run', ...args].map((word) => `'${word}'`).join(' ');
  return follow(spawn('script', ['-qec', quoted, '/dev/null'], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] }));
}

export const book = (...steps: [title: string, command: string][]): Promise<void> =>
  writeFile(
    join(folder, 'book.md'),
    '# Book\n' + steps.map(([title, command]) => `\n## ${title}\n\n\`\`\`sh\n${command}\n\`\`\`\n`).join(''),
  );

/** Everything that runs left in their folder. */
export async function written(): Promise<string> {
  const runs = join(folder, '.breakwater/runs');
  const names = existsSync(runs)
    ? (await readdir(runs, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
    : [];
  return (await Promise.all(names.map((one) => readFile(join(one.parentPath, one.name), 'utf8')))).join('\n');
}
