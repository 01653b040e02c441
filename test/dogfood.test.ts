import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Without blocking: the runner asks its workers whether they live. */
async function lint(...args: string[]): Promise<string[]> {
  const command = ['dist/cli.js', 'lint', '--preset', 'strict', '--no-cache', '--format', 'json', ...args];
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root, maxBuffer: 1e8 }, (_, out, err) =>
      resolve({ stdout: out, stderr: err }),
    );
    child.stdin?.end(unbounded);
  });
  expect(stderr).toBe('');
  const files = JSON.parse(stdout) as { filePath: string; messages: { line: number; ruleId: string }[] }[];
  return files.flatMap((file) => file.messages.map((told) => `${file.filePath}:${told.line} ${told.ruleId}`));
}

const unbounded = 'export const load = async (url: string) => (await fetch(url)).json();\n';

it('finds nothing in its own code, notes among it', async () => {
  expect(await lint('src', 'test')).toEqual([]);
}, 180_000);

it('would find it', async () => {
  expect(await lint('--stdin', '--stdin-filename', 'src/node/load.ts')).toHaveLength(2);
}, 180_000);
