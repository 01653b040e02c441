import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled, scratch } from '../processes/bundled.ts';

let script: string;
let folder: string;
const removals: (() => Promise<void>)[] = [];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function breakwater(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, 'runbook', ...args], { cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await breakwater(...args)).out);

const token = `ghp_${'a'.repeat(36)}`;
const hostile = '</title><script>alert(1)</script> | **bold** [x](javascript:x)';

beforeAll(async () => {
  const [made, own] = await Promise.all([scratch(), scratch()]);
  removals.push(made.remove, own.remove);
  folder = own.folder;
  script = await bundled(new URL('runbookRunCli.ts', import.meta.url).pathname, made.folder);
  const steps = `## 1. Say\n\n\`\`\`sh\necho "token ${token} <img src=x>"\n\`\`\`\n\n## 2. Fail\n\n\`\`\`sh\nexit 3\n\`\`\`\n`;
  await writeFile(join(folder, 'book.md'), `# ${hostile}\n\n${steps}`);
  expect((await breakwater('run', 'book.md', '--yes')).code).toBe(1);
}, 60_000);
afterAll(() => Promise.all(removals.map((remove) => remove())));

describe('runbook runs', () => {
  it('lists what is recorded, and how it ended', async () => {
    const { code, out } = await breakwater('runs', 'list');
    expect([code, out.trim().split('\n').length]).toEqual([0, 1]);
    expect(out).toMatch(/Finished, incomplete .* +book\.md$/m);
    expect(await json('runs', 'list', 'book.md', '--format', 'json')).toMatchObject([
      { path: 'book.md', outcome: 'incomplete', kind: 'run' },
    ]);
    await writeFile(join(folder, 'other.md'), '# Other\n');
    expect(await json('runs', 'list', 'other.md', '--format', 'json')).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')('writes through no link that lies in the workspace', async () => {
    await writeFile(join(folder, 'target.txt'), 'mine');
    await symlink('target.txt', join(folder, 'link.json'));
    for (const args of [
      ['run', 'book.md', '--yes', '--report', 'json', '--output', 'link.json'],
      ['runs', 'export', 'latest', '--format', 'json', '--output', 'link.json'],
    ]) {
      const { code, err } = await breakwater(...args);
      expect([code, err.trim()]).toEqual([
        2,
        'breakwater: link.json is a link: nothing is written through it. Name the file itself',
      ]);
    }
    expect(await readFile(join(folder, 'target.txt'), 'utf8')).toBe('mine');
    const plain = await breakwater('runs', 'export', 'latest', '--format', 'json', '--output', 'plain.json');
    expect(plain.code).toBe(0);
    expect(await json('runs', 'list', '--format', 'json')).toHaveLength(1);
  });

  it('shows one by its name, the beginning of it, or as the latest', async () => {
    const [{ run }] = (await json('runs', 'list', '--format', 'json')) as [{ run: string }];
    for (const name of [run, run.slice(0, -3), 'latest']) {
      const { code, out } = await breakwater('runs', 'show', name);
      expect(code, name).toBe(0);
      expect(out).toContain('2. Fail: failed, exit code 3');
      expect(out).toContain('1 of 2 done, 1 failed');
    }
    expect(await json('runs', 'show', 'latest', '--format', 'json')).toMatchObject({
      run,
      outcome: 'incomplete',
      drill: false,
      steps: [{ state: 'done' }, { state: 'failed', results: [{ exitCode: 3, command: 'exit 3' }] }],
    });
  });

  it('exports without secrets, and with nothing that a page or Markdown would obey', async () => {
    for (const format of ['markdown', 'html', 'json']) {
      const { code, out } = await breakwater('runs', 'export', 'latest', '--format', format);
      expect(code, format).toBe(0);
      expect(out, format).not.toContain(token);
      expect(out, format).toContain('***');
    }
    const { out: html } = await breakwater('runs', 'export', 'latest', '--format', 'html');
    expect(html).not.toMatch(/<(?:script|img|a|link|iframe)\b/i);
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).not.toMatch(/<[^>]*\b(?:src|href|on\w+)=/);
    const { out: markdown } = await breakwater('runs', 'export', 'latest');
    // The title as the runbook is read; what is left of it is no link.
    expect(markdown.split('\n', 1)[0]).toBe('# alert(1) \\| bold \\[x\\](javascript:x)');
    expect((await breakwater('runs', 'export', 'latest', '--format', 'html', '--output', 'run.html')).out).toBe('');
    expect(await readFile(join(folder, 'run.html'), 'utf8')).toBe(html);
  });

  it('has no runs where nothing was run yet', async () => {
    const { folder: empty, remove } = await scratch();
    removals.push(remove);
    await mkdir(join(empty, 'runs'));
    expect(await breakwater('runs', 'list', '--runs', join(empty, 'runs'))).toMatchObject({ code: 0, err: '' });
  });

  it('says in one sentence what is wrong', async () => {
    await mkdir(join(folder, 'odd'), { recursive: true });
    await writeFile(join(folder, 'odd', 'noise.jsonl'), 'no log\n');
    await symlink(join(folder, '.breakwater/runs'), join(folder, 'odd', 'link.jsonl')).catch(() => undefined);
    const bad: string[][] = [
      ['list', '--runs', 'nowhere'],
      ['list', '--runs', 'book.md'],
      ['list', 'missing.md'],
      ['list', '--format', 'xml'],
      ['show', 'nothing'],
      ['show', ''],
      ['show', '../book'],
      ['show', 'noise', '--runs', 'odd'],
      ['show', 'link', '--runs', 'odd'],
      ['show', 'latest', '--runs', 'odd'],
      ['show'],
      ['export', 'latest', '--format', 'pdf'],
      ['export', 'latest', '--output', 'nowhere/run.md'],
      ['export', 'latest', '--output', '.'],
    ];
    for (const args of bad) {
      const { code, out, err } = await breakwater('runs', ...args);
      expect(code, args.join(' ')).toBeGreaterThan(0);
      expect(out, args.join(' ')).toBe('');
      expect(err.trim().split('\n').length, err).toBe(1);
    }
  });
});
