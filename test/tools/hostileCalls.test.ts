import fc from 'fast-check';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import childProcess from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { workspacePorts } from '../../src/mcp/workspacePorts.ts';
import { openAgentLog, pendingProposals, type AgentLog } from '../../src/processes/agentLog.ts';
import { callTool } from '../../src/tools/callTool.ts';
import { toolDefinitions } from '../../src/tools/catalogue.ts';

/** Nothing may be started: every way to start a program is watched. */
vi.mock('node:child_process', async (load) => {
  const real = await load<typeof childProcess>();
  const forbidden = vi.fn(() => {
    throw new Error('a program was started');
  });
  const watched = { spawn: forbidden, spawnSync: forbidden, exec: forbidden, execSync: forbidden };
  const all = { ...watched, execFile: forbidden, execFileSync: forbidden, fork: forbidden };
  return { ...real, ...all, default: { ...real, ...all } };
});

const CALLS = 500;
const SECRET = 'outside-7f3a9c';
let outer: string;
let root: string;
let log: AgentLog;

beforeAll(async () => {
  outer = await realpath(await mkdtemp(join(tmpdir(), 'breakwater-hostile-')));
  root = join(outer, 'workspace');
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFile(join(outer, 'outside.md'), `# ${SECRET}\n\n1. Do\n\n   \`\`\`sh\n   touch pwned\n   \`\`\`\n`);
  await writeFile(join(outer, 'outside.ts'), `fetch('https://${SECRET}.test');\n`);
  await writeFile(join(root, 'docs', 'book.md'), '# Book\n\n1. Touch\n\n   ```sh\n   touch pwned\n   ```\n');
  await writeFile(join(root, 'pay.ts'), "export const pay = () => fetch('https://pay.test');\n");
  await writeFile(join(root, '.env'), `KEY=${SECRET}\n`);
  await symlink(join(outer, 'outside.md'), join(root, 'docs', 'link.md'));
  await symlink(join(outer, 'outside.ts'), join(root, 'link.ts'));
  await symlink(outer, join(root, 'up'));
  await symlink(join(root, 'loop.md'), join(root, 'loop.md'));
  log = openAgentLog(root);
});

afterAll(async () => {
  await log.close();
  await rm(outer, { recursive: true, force: true });
});

const paths = fc.oneof(
  fc.constantFrom(
    'docs/book.md',
    'pay.ts',
    '.',
    'docs',
    '',
    ' ',
    '.env',
    'docs/none.md',
    '/etc/passwd',
    '../outside.md',
  ),
  fc.constantFrom('docs/link.md', 'link.ts', 'up/outside.md', 'up', 'loop.md', 'docs/../../outside.md', './/pay.ts'),
  fc.constantFrom(
    'file:///etc/passwd',
    'C:\\x.md',
    '\\\\host\\x.md',
    '~/.ssh/id_rsa',
    '$(touch pwned).md',
    '*.md',
    '!x',
  ),
  fc.constantFrom(
    'docs/book.md\0',
    '-rf',
    '--fix',
    '/proc/self/environ',
    '/dev/zero',
    '`touch pwned`',
    'a'.repeat(1_001),
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ maxLength: 30 }).map((text) => `../${text}`),
);
const values = fc.oneof(
  { weight: 5, arbitrary: paths },
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 1,
    arbitrary: fc.constantFrom('x'.repeat(100_000), '`'.repeat(3_000), 'latest', 'constructor', '__proto__'),
  },
);
const knownKeys = ['path', 'rule', 'line', 'run', 'title', 'reason', 'command', 'runbook'];
const argument = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.constantFrom(...knownKeys), values, { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'toString', 'cwd'), values) },
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 2,
    arbitrary: fc.record({
      title: fc.string({ minLength: 1 }),
      reason: fc.constant('why'),
      command: fc.string({ minLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ path: paths }) },
);
const names = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...toolDefinitions.map(({ name }) => name)) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'run_block', 'shell', '') },
  { weight: 1, arbitrary: fc.jsonValue() },
);

async function tree(): Promise<readonly string[]> {
  const entries = await readdir(outer, { recursive: true, withFileTypes: true });
  const files = entries.map((entry) => join(entry.parentPath, entry.name).slice(outer.length));
  return files.filter((file) => !/^\/workspace\/\.breakwater(?:$|\/agents)/.test(file)).sort();
}

it(
  `${CALLS} hostile calls run nothing, write nothing but their record, and are all on it`,
  { timeout: 180_000 },
  async () => {
    const before = await tree();
    const ports = workspacePorts({ root, runs: join(root, '.breakwater', 'runs') }, log);
    let calls = 0;
    let proposed = 0;
    const property = fc.asyncProperty(names, argument, async (name, given) => {
      const answer = await callTool(name, given, { agent: { name: 'hostile', version: '1' }, calls: calls++ }, ports);
      const text = answer.content.map((part) => part.text).join('\n');
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('root:x:');
      expect(text.length).toBeGreaterThan(0);
      if (name === 'propose_step' && !answer.isError) proposed++;
    });
    // Random calls alone propose too few steps in some runs to say anything of proposals.
    const proposals = Array.from({ length: 10 }, (_, number): [string, Record<string, string>] => [
      'propose_step',
      { title: `Step ${number}`, reason: 'why', command: `echo ${number}` },
    ]);
    await fc.assert(property, { numRuns: CALLS, endOnFailure: true, examples: proposals });
    expect(calls).toBe(CALLS);
    expect(await tree()).toEqual(before);
    for (const start of [childProcess.spawn, childProcess.execFile]) expect(start).not.toHaveBeenCalled();
    const [file] = (await readdir(join(root, '.breakwater', 'agents'))).filter((one) => one.endsWith('.jsonl'));
    const lines = (await readFile(join(root, '.breakwater', 'agents', file!), 'utf8')).trim().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as { type: string }).type);
    const count = (type: string): number => types.filter((one) => one === type).length;
    expect([count('called'), count('answered'), count('proposed')]).toEqual([CALLS, CALLS, proposed]);
    expect(proposed).toBeGreaterThanOrEqual(proposals.length);
    expect((await pendingProposals(root)).length).toBe(proposed);
    expect(lines.every((line) => line.length < 10_000)).toBe(true);
  },
);

it('refuses what leads out of the workspace with the same sentence, whether it exists or not', async () => {
  const ports = workspacePorts({ root, runs: join(root, '.breakwater', 'runs') }, log);
  const ask = async (path: string): Promise<string> =>
    (await callTool('read_runbook', { path }, { agent: { name: 'a', version: '' }, calls: 0 }, ports)).content[0]!.text;
  for (const path of ['../outside.md', '../none.md', '/etc/passwd', 'docs/link.md', 'up/outside.md'])
    expect(await ask(path)).toBe('This path is outside the workspace.');
  expect(await ask('docs/none.md')).toBe("docs/none.md doesn't exist.");
  expect(await ask('.env')).toBe(".env isn't a Markdown file.");
  expect(await ask(join(root, 'docs', 'book.md'))).toContain('touch pwned');
});

it('does nothing where a call cannot be put on record', async () => {
  const ports = workspacePorts({ root, runs: join(root, '.breakwater', 'runs') }, log);
  const failing = { ...ports, record: () => Promise.reject(new Error('the disk is full')) };
  const answer = await callTool(
    'read_runbook',
    { path: 'docs/book.md' },
    { agent: { name: 'a', version: '' }, calls: 0 },
    failing,
  );
  expect(answer.isError).toBe(true);
  expect(answer.content[0]!.text).toBe("Nothing was done, since the call can't be recorded: the disk is full");
});

it('stops answering after many calls', async () => {
  const ports = workspacePorts({ root, runs: join(root, '.breakwater', 'runs') }, log);
  const answer = await callTool('read_run', {}, { agent: { name: 'a', version: '' }, calls: 5_000 }, ports);
  expect(answer).toMatchObject({ isError: true, content: [{ text: 'No more than 5000 calls: restart the server.' }] });
});
