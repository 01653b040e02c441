import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderWith } from '../files/folder.ts';

/** What is shipped; built from the sources as they are before any test runs. */
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;
const book = '# Restart\n\n## 1. Say\n\n```sh timeout=1\necho hello; sleep 3\n```\n';

let root: string;
beforeEach(() => {
  root = realpathSync(folderWith({ 'books/a.md': book, 'sub/deep/x.txt': '', 'other.md': book }));
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

function inFolder(folder: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { cwd: join(root, folder) }, (error, out, errors) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, out, errors }),
    );
    child.stdin?.end();
  });
}

/** Many commands, one after the other: each takes 20 s where two cores have six others to run. */
const LONG = { timeout: 600_000 };
const start = ['incident', 'start', 'Down', '--service', 'a', '--quiet'];

function declared(folder = '.'): Record<string, unknown>[] {
  const incidents = join(root, folder, '.breakwater/incidents');
  return readdirSync(incidents)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => JSON.parse(readFileSync(join(incidents, name), 'utf8').split('\n')[0]!) as Record<string, unknown>);
}

describe('from a sub-folder', () => {
  test('an incident is kept where the records of the folders above are', LONG, async () => {
    mkdirSync(join(root, '.breakwater'));
    for (const [folder, runbook] of [
      ['sub', '../books/a.md'],
      ['sub/deep', join(root, 'books/a.md')],
      ['books', 'a.md'],
    ] as const)
      expect((await inFolder(folder, ...start, '--runbook', runbook)).code).toBe(0);
    expect(declared().map(({ runbook }) => runbook)).toEqual(['books/a.md', 'books/a.md', 'books/a.md']);
    expect(readdirSync(join(root, 'sub'))).toEqual(['deep']);
    expect((await inFolder('sub/deep', 'incident', 'list', '--format', 'csv')).out.trim().split('\n')).toHaveLength(4);
  });

  test('its own records, and those beyond the top of a repository, are left apart', LONG, async () => {
    mkdirSync(join(root, '.breakwater'));
    mkdirSync(join(root, 'sub/.breakwater'));
    await inFolder('sub', ...start);
    mkdirSync(join(root, 'books/.git'));
    await inFolder('books', ...start);
    expect([declared('sub'), declared('books')].map((all) => all.length)).toEqual([1, 1]);
    expect(readdirSync(join(root, '.breakwater'))).toEqual([]);
  });

  test.each([
    ['a sub-folder', 'sub/deep', '.git/x'],
    ['a worktree, whose .git is a file', 'sub/deep', '.git'],
  ])('the first use in %s keeps everything at the top of the repository', LONG, async (_, folder, git) => {
    mkdirSync(dirname(join(root, git)), { recursive: true });
    writeFileSync(join(root, git), '');
    expect((await inFolder(folder, ...start, '--runbook', '../../other.md')).code).toBe(0);
    expect((await inFolder(folder, 'runbook', 'run', '../../books/a.md', '--yes')).errors).toContain('belongs to');
    expect((await inFolder('books', 'runbook', 'runs', 'list', 'a.md', '--format', 'json')).out).toContain(
      'books/a.md',
    );
    expect([readdirSync(join(root, folder)), declared().map(({ runbook }) => runbook)]).toEqual([
      ['x.txt'],
      ['other.md'],
    ]);
    const page = await inFolder(folder, 'incident', 'postmortem', '--patch', 'p.diff');
    expect([page.code, page.errors]).toEqual([0, expect.not.stringContaining('No patch')]);
    expect(readFileSync(join(root, folder, 'p.diff'), 'utf8')).toContain('+++ b/books/a.md');
  });

  test(
    'outside of a repository it is kept where it is typed; why a runbook above gets no patch is told',
    LONG,
    async () => {
      expect((await inFolder('sub', ...start)).code).toBe(0);
      expect((await inFolder('sub', 'runbook', 'run', '../books/a.md', '--yes')).errors).toContain('belongs to');
      expect(declared('sub')).toHaveLength(1);
      const page = await inFolder('sub', 'incident', 'postmortem', '--patch', 'p.diff');
      expect([page.code, page.errors]).toEqual([
        1,
        expect.stringMatching(/No patch for \S+a\.md: it is outside of the folder/),
      ]);
    },
  );

  test('a runbook outside of the folder is refused with what to do, which works', LONG, async () => {
    const refused = await inFolder('sub', ...start, '--runbook', '../books/a.md');
    expect([refused.code, refused.errors]).toEqual([2, expect.stringContaining('outside of')]);
    const [, folder] = /--incidents (\S+)$/.exec(refused.errors.trim())!;
    const again = await inFolder('sub', ...start, '--runbook', '../books/a.md', '--incidents', folder!);
    expect([again.code, declared().map(({ runbook }) => runbook)]).toEqual([0, ['books/a.md']]);
  });

  test('a run is one of the same runbook, and its patch is found', LONG, async () => {
    mkdirSync(join(root, '.breakwater'));
    await inFolder('.', ...start);
    const ran = await inFolder('sub', 'runbook', 'run', '../books/a.md', '--yes', '--runs', '../.breakwater/runs');
    expect(ran.errors).toContain('This run belongs to incident');
    const listed = await inFolder('sub/deep', 'runbook', 'runs', 'list', '../../books/a.md', '--format', 'json');
    expect((JSON.parse(listed.out) as { path: string }[]).map(({ path }) => path)).toEqual(['books/a.md']);
    const page = await inFolder('.', 'incident', 'postmortem', '--patch', 'p.diff');
    expect([page.code, page.errors]).toEqual([0, expect.not.stringContaining("isn't there")]);
    expect(readFileSync(join(root, 'p.diff'), 'utf8')).toContain('+++ b/books/a.md');
  });
});

describe('a run that is kept elsewhere', () => {
  test('says that it joins no incident, and how to add it, which works', LONG, async () => {
    await inFolder('.', ...start);
    const ran = await inFolder('.', 'runbook', 'run', 'other.md', '--yes', '--runs', 'my runs');
    const [, link] = /To add it: breakwater (.*)$/m.exec(ran.errors)!;
    const args = [...link!.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    expect((await inFolder('.', ...args)).out).toContain('belongs to it now');
  });

  test('says nothing where no incident is open', LONG, async () => {
    const ran = await inFolder('.', 'runbook', 'run', 'other.md', '--yes', '--runs', 'elsewhere');
    expect(ran.errors).not.toContain('incident');
  });
});

test('a runbook behind a linked folder is known by the name that can be changed', LONG, async () => {
  symlinkSync('books', join(root, 'link'));
  await inFolder('.', ...start, '--runbook', 'link/a.md');
  await inFolder('.', 'runbook', 'run', 'link/a.md', '--yes');
  await inFolder('.', 'incident', 'postmortem', '--patch', 'p.diff');
  const applied = await new Promise<string>((resolve) => {
    execFile('git', ['apply', '--check', 'p.diff'], { cwd: root }, (_, out, errors) => resolve(out + errors));
  });
  expect(applied).toBe('');
  expect(readFileSync(join(root, 'p.diff'), 'utf8')).toContain('+++ b/books/a.md');
});
