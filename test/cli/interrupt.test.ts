import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../files/folder.ts';

const cli = new URL('../../dist/cli.js', import.meta.url).pathname;
const text = "export const load = async () => {\n  await fetch('https://a.example/x');\n};\n";
const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`file${i}.ts`, text.repeat(120)]));

/** Puts an endless loop where a file is read, or where a worker answers; it says so first. */
const planted = {
  'where a file is read': `
    const { readFileSync } = fs;
    fs.readFileSync = (path, ...more) => String(path).endsWith('slow.ts') ? block() : readFileSync(path, ...more);
    syncBuiltinESMExports();`,
  'in a worker': `
    if (!isMainThread) MessagePort.prototype.postMessage = block;`,
};

function preload(plant: string): string {
  return `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    import { isMainThread } from 'node:worker_threads';
    const block = () => { fs.writeSync(2, 'blocked\\n'); for (;;); };
    ${plant}`;
}

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly ms: number;
}

/** Runs the command, and sends it a signal once it says that it is blocked. Its exit code is the one that shells tell. */
function interrupted(root: string, args: readonly string[], signal: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', join(root, 'plant.mjs'), cli, ...args], { cwd: root });
  // What does not end by itself is ended here, or it would go on after the tests.
  const limit = setTimeout(() => child.kill('SIGKILL'), 25_000);
  let [said, sent] = ['', 0];
  const read = (chunk: Buffer): void => {
    said += chunk.toString();
    if (sent > 0 || !said.includes('blocked\n')) return;
    sent = Date.now();
    child.kill(signal);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', read);
  return new Promise((resolve) => {
    child.on('close', (exit, by) => {
      clearTimeout(limit);
      resolve({ code: by === null ? exit! : 128 + constants.signals[by], said, ms: Date.now() - sent });
    });
  });
}

describe.each(['lint', 'inventory'])('%s', (command) => {
  describe.each(Object.entries(planted))('that hangs %s', (_, plant) => {
    it.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const)(
      'ends at %s with %i, and leaves nothing behind',
      async (signal, code) => {
        const root = folderWith({ ...many, 'slow.ts': text });
        writeFileSync(join(root, 'plant.mjs'), preload(plant));
        const before = readdirSync(root).sort();
        const args = [command, '--no-cache', '--types', 'off', '--threads', '2'];
        const ended = await interrupted(root, args, signal);
        expect({ ...ended, ms: ended.ms < 3_000 }).toEqual({ code, said: 'blocked\n', ms: true });
        expect(readdirSync(root).sort()).toEqual(before);
      },
      30_000,
    );
  });
});
