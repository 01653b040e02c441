import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

function lint(...args: string[]): string[] {
  const command = ['dist/cli.js', 'lint', '--preset', 'strict', '--no-cache', '--format', 'json', ...args];
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', input: unbounded });
  expect(stderr).toBe('');
  const files = JSON.parse(stdout) as { filePath: string; messages: { line: number; ruleId: string }[] }[];
  return files.flatMap((file) => file.messages.map((told) => `${file.filePath}:${told.line} ${told.ruleId}`));
}

const unbounded = 'export const load = async (url: string) => (await fetch(url)).json();\n';

it('finds nothing in its own code, notes among it', () => {
  expect(lint('src', 'test')).toEqual([]);
}, 60_000);

it('would find it', () => {
  expect(lint('--stdin', '--stdin-filename', 'src/node/load.ts')).toHaveLength(2);
}, 60_000);
