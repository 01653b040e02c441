import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundled, scratch } from '../processes/bundled.ts';

let script: string;
let folder: string;
const removals: (() => Promise<void>)[] = [];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, PATH: `${folder}/bin:${process.env['PATH']}` } };
    execFile(process.execPath, [script, 'runbook', 'run', ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** Every command of it leaves a file; so does the program that would be asked for the target. */
const book = `# Cache down

## 1. Look

\`\`\`sh
echo x > ran-1; echo "node <node> is up"
\`\`\`

## 2. Watch

\`\`\`sh {background}
echo x > ran-2; sleep 1
\`\`\`

## 3. Count

\`\`\`sh {expect=output}
echo x > ran-3; echo 3 results
\`\`\`

\`\`\`output
3 results
\`\`\`

## 4. Ask the cluster

\`\`\`sh
kubectl get pods > ran-4
\`\`\`
`;
const traces = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith('ran')).sort();
const logs = async (): Promise<string[]> =>
  readdir(join(folder, '.breakwater/runs')).then((all) => all.filter((name) => name.endsWith('.jsonl')));

beforeAll(async () => {
  const [made, own] = await Promise.all([scratch(), scratch()]);
  removals.push(made.remove, own.remove);
  folder = own.folder;
  script = await bundled(new URL('runbookRunCli.ts', import.meta.url).pathname, made.folder);
  await writeFile(join(folder, 'book.md'), book);
}, 60_000);
afterAll(() => Promise.all(removals.map((remove) => remove())));

test('a drill replays a recorded run, executes nothing, and is in no numbers', { timeout: 60_000 }, async () => {
  expect((await run('book.md', '--replay', 'latest')).err).toContain('no run of book.md');
  const { out: before } = await run('book.md', '--yes', '--var', 'node=n1');
  expect(before).toContain('node n1 is up');
  expect(await traces()).not.toEqual([]);
  for (const name of await traces()) await rm(join(folder, name));

  const { out, code } = await run('book.md', '--yes', '--replay', 'latest');
  expect(out).toContain('node n1 is up');
  expect(out).toMatch(/Drill report[^]*done +1\. Look, \d+ s \(usually \d+ s, 1 run\)/);
  expect([code, await traces()]).toEqual([1, []]);
  const texts = await Promise.all(
    (await logs()).map((name) => readFile(join(folder, '.breakwater/runs', name), 'utf8')),
  );
  expect(texts.filter((text) => text.includes('"drill":true'))).toHaveLength(1);
  expect(texts.find((text) => text.includes('"drill":true'))).toMatch(
    /Drill with the outputs of run .*: nothing is executed/,
  );
});

test('outputs that the runbook shows, faults, and what cannot be', { timeout: 60_000 }, async () => {
  const shown = await run('book.md', '--yes', '--var', 'node=n2', '--replay', 'expected');
  expect([shown.code, await traces()]).toEqual([0, []]);
  expect(shown.out).toMatch(/4 of 4 steps done/);
  const differs = await run('book.md', '--yes', '--var', 'node=n2', '--replay', 'expected', '--inject', 'differ=3');
  expect(differs.code).toBe(1);
  expect(differs.err).toContain('Output differs from what the runbook shows');
  expect(differs.out).toContain('fault: an output that differs, noticed');
  expect(await traces()).toEqual([]);
  expect((await run('book.md', '--inject', 'hang=1')).err).toContain('--inject needs --drill or --replay');
  expect((await run('book.md', '--replay', 'expected', '--dry-run')).err).toContain('choose one of them');
  expect((await run('book.md', '--replay', 'expected', '--inject', 'hang=9')).err).toContain('no step 9 found');
  expect((await run('book.md', '--drill', '--yes', '--inject', 'hang=9')).err).toContain('no step 9 found');
  expect((await run('book.md', '--replay', 'gone')).err).toContain('no run `gone`');
});

test('a drill that does not say what to replay executes nothing, and is replayed by who goes on with it', async () => {
  await rm(join(folder, '.breakwater'), { recursive: true });
  const first = await run('book.md', '--yes', '--drill', '--var', 'node=n3');
  expect([first.out.includes('Drill report'), await traces()]).toEqual([true, []]);
  const [name] = await logs();
  expect(await readFile(join(folder, '.breakwater/runs', name!), 'utf8')).toMatch(/"drill":true.*"replay":"expected"/);
  const dry = await run('book.md', '--drill', '--dry-run', '--var', 'node=n3');
  expect([dry.out.includes('Drill report'), await traces()]).toEqual([false, []]);
  // What is no drill does run.
  await run('book.md', '--yes', '--var', 'node=n3');
  expect(await traces()).toContain('ran-1');
}, 60_000);

test(
  'a wrong context is asked about, and a contact who does not answer is on record',
  { timeout: 60_000 },
  async () => {
    await rm(join(folder, '.breakwater'), { recursive: true, force: true });
    await writeFile(
      join(folder, 'call.md'),
      '---\nescalation: [Ada, Bo]\n---\n# Call\n\n## 1. Remove\n\n```sh\nkubectl delete pod a\n```\n',
    );
    const refused = await run('call.md', '--drill', '--inject', 'context', '--inject', 'contact');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('(drill: you call Ada, who does not answer)');
    expect(refused.err).toContain('other-production');
    expect(refused.out).toContain('fault: the wrong context, noticed');
    expect(refused.out).toContain('fault: a contact who does not answer, NOT noticed');
    const blind = await run('call.md', '--drill', '--yes', '--inject', 'context');
    expect(blind.out).toContain('fault: the wrong context, NOT noticed');
    expect((await run('book.md', '--drill', '--yes', '--inject', 'contact')).err).toContain('has no contacts');
    expect((await run('book.md', '--drill', '--yes', '--inject', 'context=1')).err).toContain('context or contact');
  },
);
