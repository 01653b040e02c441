import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { registerRunbook } from '../../src/cli/runbook.ts';

let folder = '';
let printed = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = undefined;
});

async function run(...args: string[]): Promise<number> {
  const program = new Command('breakwater').exitOverride();
  registerRunbook(program);
  await program.parseAsync(['node', 'breakwater', 'runbook', ...args]);
  return Number(process.exitCode);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const text = '# T\n\n1. Look\n\n   ```console\n   $ kubectl -n <ns> get pods\n   ```\n\n```yaml\na: 1\n```\n';

test('show prints the model as JSON and leaves the file alone', async () => {
  const path = file('a.md', text);
  expect(await run('show', path, '--format', 'json')).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    title: 'T',
    steps: [
      {
        title: 'Look',
        line: 3,
        checks: [],
        blocks: [
          {
            line: 5,
            endLine: 7,
            language: 'console',
            kind: 'command',
            commands: ['kubectl -n <ns> get pods'],
            placeholders: [{ name: 'ns', form: 'angle' }],
            risk: 'reads',
            interactive: false,
          },
          { line: 9, kind: 'config' },
        ],
      },
    ],
    problems: [],
  });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('show says in one line what is wrong with a path', async () => {
  await expect(run('show', join(folder, 'none.md'))).rejects.toThrow(/does not exist/);
  await expect(run('show', folder)).rejects.toThrow(/is a folder/);
});

test('check exits with 1 on findings, 0 without, and fixes with --fix', async () => {
  const path = file('a.md', '```bash\n# systemctl restart web\n```\n');
  expect(await run('check', folder, '--format', 'json')).toBe(1);
  const [result] = JSON.parse(printed) as { messages: { ruleId: string; line: number; fix: { text: string } }[] }[];
  expect(result!.messages).toMatchObject([{ ruleId: 'root-prompt', line: 1, fix: { text: 'console' } }]);
  expect(await run('check', path, '--fix')).toBe(0);
  expect(readFileSync(path, 'utf8')).toContain('```console\n');
});

test('a file that is not UTF-8 is checked and not written', async () => {
  const bytes = Buffer.from('Caf\xe9\n\n```bash\n# systemctl restart web\n```\n', 'latin1');
  const path = join(folder, 'latin.md');
  writeFileSync(path, bytes);
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await run('check', path, '--fix')).toBe(1);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(String(said.mock.calls)).toContain("latin.md isn't UTF-8 (line 1) and stays as it is");
  said.mockRestore();
});

test('check speaks SARIF', async () => {
  file('a.md', '[x](gone.md)\n');
  await run('check', folder, '--format', 'sarif');
  const log = JSON.parse(printed) as {
    version: string;
    runs: { results: unknown[]; tool: { driver: { rules: { id: string }[] } } }[];
  };
  expect(log.version).toBe('2.1.0');
  expect(log.runs[0]!.results).toMatchObject([
    { ruleId: 'dead-link', level: 'warning', locations: [{ physicalLocation: { region: { startLine: 1 } } }] },
  ]);
});

test('show lists calls that fail where the code was analysed before, or with --calls; else it says so', async () => {
  for (const name of ['node_modules', 'src']) mkdirSync(join(folder, name));
  file('src/pay.ts', "export const pay = () => fetch('https://api.stripe.com/v1/charges');\n");
  const path = file('r.md', `---\ndependencies: [stripe]\n---\n\n${text}`);
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  const shown = async (...flags: string[]): Promise<string> => {
    printed = '';
    expect(await run('show', path, ...flags)).toBe(0);
    return printed;
  };
  const calls = /Calls that fail when stripe is down:\n {2}src\/pay\.ts:1/;
  expect(await shown()).toContain('not analysed yet (--calls does)');
  expect(await shown('--no-calls')).not.toContain('Calls that fail');
  expect(await shown('--calls')).toMatch(calls);
  expect(await shown()).toMatch(calls);
  expect(await shown('--no-calls')).not.toContain('Calls that fail');
  // A page that names nothing that code may call has nothing to say of it.
  const other = file('other.md', text);
  printed = '';
  await run('show', other);
  expect(printed).not.toContain('Calls that fail');
});
