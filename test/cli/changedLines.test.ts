import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedSince, onChanged } from '../../src/batch/changedLines.ts';
import { changedLinesOf } from '../../src/batch/diffLines.ts';

let folder: string;
let ran: string;

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example', ...args], { cwd: folder });
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-since-')));
  ran = `${folder}-ran`;
  git('init', '-q');
  write('src/a.ts', 'one\ntwo\nthree\n');
  write('odd b.ts', 'one\n');
  git('add', '-A');
  git('commit', '-qm', 'start');
  write('src/a.ts', 'one\nTWO\nthree\n++ four\n');
  write('odd b.ts', 'zero\none\n');
  write('new.ts', 'new\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(ran, { force: true });
});

const expected = {
  'src/a.ts': [
    [2, 2],
    [4, 4],
  ],
  'odd b.ts': [[1, 1]],
  'new.ts': 'all',
};
const found = async (from = folder) =>
  Object.fromEntries(
    [...(await changedSince('HEAD', from)).changed].map(([path, lines]) => [path.slice(folder.length + 1), lines]),
  );

describe('changed lines', () => {
  it.each([
    ['nothing', []],
    ['diff.mnemonicPrefix', [['diff.mnemonicPrefix', 'true']]],
    ['diff.noprefix', [['diff.noprefix', 'true']]],
    [
      'prefixes of its own',
      [
        ['diff.srcPrefix', 'x/'],
        ['diff.dstPrefix', 'y/'],
      ],
    ],
    [
      'colours',
      [
        ['color.ui', 'always'],
        ['color.diff', 'always'],
      ],
    ],
    [
      'context between hunks',
      [
        ['diff.interHunkContext', '9'],
        ['diff.context', '9'],
      ],
    ],
    [
      'diffs that are not relative',
      [
        ['diff.relative', 'false'],
        ['diff.orderFile', '/nowhere'],
      ],
    ],
    [
      'renames and word diffs',
      [
        ['diff.renames', 'copies'],
        ['diff.wordRegex', '.'],
        ['diff.colorMoved', 'zebra'],
      ],
    ],
    ['quoted names', [['core.quotePath', 'true']]],
  ])('are the same where git is configured with %s', async (_, settings) => {
    for (const [key, value] of settings) git('config', key!, value!);
    expect(await found()).toEqual(expected);
  });

  it.each(['LITERAL', 'GLOB', 'NOGLOB', 'ICASE'])('are the same where GIT_%s_PATHSPECS is set', async (name) => {
    const variable = `GIT_${name}_PATHSPECS`;
    process.env[variable] = '1';
    try {
      expect(await found()).toEqual(expected);
    } finally {
      delete process.env[variable];
    }
  });

  it('are those of files that attributes call binary, too', async () => {
    write('.gitattributes', '*.ts -diff\nsrc/*.ts binary\n');
    expect(await found()).toMatchObject(expected);
  });

  it('are found from a folder inside the repository, for that folder', async () => {
    expect(await found(join(folder, 'src'))).toEqual({ 'src/a.ts': expected['src/a.ts'] });
  });

  it('start no program that the repository names', async () => {
    const program = join(folder, '.git/program');
    writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> '${ran}'\ncat "$1" 2>/dev/null || cat\n`);
    chmodSync(program, 0o755);
    write('.gitattributes', '*.ts diff=odd filter=odd=one\n');
    mkdirSync(join(folder, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'post-checkout'])
      writeFileSync(join(folder, '.git/hooks', hook), `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.pager', program],
      ['diff.external', program],
      ['diff.odd.textconv', program],
      ['diff.odd.command', program],
      ['filter.odd=one.clean', program],
      ['filter.odd=one.process', program],
      ['filter.odd=one.required', 'true'],
      ['alias.diff', `!${program}`],
    ])
      git('config', key!, value!);
    expect(await found()).toMatchObject(expected);
    expect(existsSync(ran)).toBe(false);
    // The look-alike: without our settings, git does start them.
    spawnSync('git', ['diff', 'HEAD'], { cwd: folder });
    expect(existsSync(ran)).toBe(true);
  });

  describe('in a partial clone', () => {
    const missing = '1'.repeat(40);
    const errorOf = (reference: string): Promise<unknown> =>
      changedSince(reference, folder).catch((error: unknown) => (error as Error).message);
    beforeEach(() => {
      const program = join(folder, '.git/program');
      writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
      git('config', 'core.repositoryFormatVersion', '1');
      git('config', 'extensions.partialClone', 'origin');
      git('config', 'remote.origin.promisor', 'true');
    });

    it.each([
      ['ext', (program: string) => [['remote.origin.url', `ext::${program} x`]]],
      [
        'ssh',
        (program: string) => [
          ['remote.origin.url', 'ssh://nowhere.invalid/x'],
          ['core.sshCommand', program],
        ],
      ],
      [
        'a local upload-pack',
        (program: string) => [
          ['remote.origin.url', folder],
          ['remote.origin.uploadpack', program],
        ],
      ],
    ])('start no program that stands for the remote: %s', async (_, settings) => {
      git('config', 'protocol.ext.allow', 'always');
      git('config', 'protocol.allow', 'always');
      for (const [key, value] of settings(join(folder, '.git/program'))) git('config', key!, value!);
      expect(await errorOf(missing)).toBe(`--since: unknown commit "${missing}" (missing from a shallow clone?)`);
      const blob = execFileSync('git', ['rev-parse', 'HEAD:src/a.ts'], { cwd: folder, encoding: 'utf8' }).trim();
      const object = join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2));
      const bytes = readFileSync(object);
      rmSync(object, { force: true });
      expect(await errorOf('HEAD')).toMatch(/^--since: .*git fetch --refetch --no-filter first\)$/);
      expect(existsSync(ran)).toBe(false);
      // The look-alikes: with all objects there is nothing to fetch; and without our settings, git does start it.
      writeFileSync(object, bytes);
      expect(await found()).toMatchObject(expected);
      spawnSync('git', ['rev-parse', '--verify', `${missing}^{commit}`], { cwd: folder });
      expect(existsSync(ran)).toBe(true);
    });
  });

  describe('in repositories within the folder', () => {
    const inside = (path: string, ...args: string[]) => git('-C', path, '-c', 'protocol.file.allow=always', ...args);
    /** A repository at a path, with one commit. */
    const made = (path: string, text = 'one\ntwo\n') => {
      write(`${path}/c.ts`, text);
      inside(path, 'init', '-q');
      inside(path, 'add', '-A');
      inside(path, 'commit', '-qm', 'inner');
    };

    it('are those of a submodule: edited, gone on, and new', async () => {
      made('lib');
      git('add', 'lib');
      git('commit', '-qm', 'with lib');
      write('lib/c.ts', 'one\nTWO\n');
      write('lib/d.ts', 'new\n');
      expect(await found()).toMatchObject({ 'lib/c.ts': [[2, 2]], 'lib/d.ts': 'all' });
      inside('lib', 'add', '-A');
      inside('lib', 'commit', '-qm', 'went on');
      expect(await found()).toMatchObject({ 'lib/c.ts': [[2, 2]], 'lib/d.ts': [[1, 1]] });
      made('more');
      git('add', 'more');
      expect(await found()).toMatchObject({ 'more/c.ts': 'all' });
    });

    it('are all of one that belongs to no commit, and of one in it', async () => {
      made('tools');
      made('tools/deeper');
      expect(await found()).toEqual({ ...expected, 'tools/c.ts': 'all', 'tools/deeper/c.ts': 'all' });
    });

    it('are none where nothing was edited, or it was never checked out', async () => {
      made('lib');
      git('add', 'lib');
      git('commit', '-qm', 'with lib');
      expect(Object.keys(await found())).not.toContain('lib/c.ts');
      rmSync(join(folder, 'lib'), { recursive: true });
      mkdirSync(join(folder, 'lib'));
      expect(Object.keys(await found())).not.toContain('lib/c.ts');
    });

    it('cannot be told where it lacks its commit of that time', async () => {
      made('lib');
      git('add', 'lib');
      git('commit', '-qm', 'with lib');
      rmSync(join(folder, 'lib'), { recursive: true });
      made('lib', 'other\n');
      await expect(changedSince('HEAD', folder)).rejects.toThrow(
        /^--since: \S+lib is a repository of its own, and lacks its commit \w+ of that time$/,
      );
    });
  });

  describe('leave nothing out', () => {
    /** The lines in which a finding on line 2 of these files would be shown. */
    const shown = async (paths: readonly string[], from = folder, asked: readonly string[] = []) => {
      const since = await changedSince('HEAD', from, asked);
      const at = { line: 2, column: 1 };
      const messages = [{ ruleId: 'x', start: at, end: at }] as never;
      return paths.filter(
        (path) => onChanged({ path: join(folder, path), messages, suppressed: [] }, since).messages.length > 0,
      );
    };
    beforeEach(() => {
      write('same.ts', 'one\ntwo\n');
      git('add', 'same.ts');
      git('commit', '-qm', 'same', 'same.ts');
    });

    it('of files that git ignores, and shows those that it knows as they are', async () => {
      write('.git/info/exclude', 'made.ts\n');
      write('made.ts', 'one\ntwo\n');
      expect(await shown(['made.ts', 'same.ts', 'src/a.ts', 'odd b.ts'])).toEqual(['made.ts', 'src/a.ts']);
    });

    it('beside the working directory, in its repository and in none', async () => {
      mkdirSync(join(folder, 'sub'));
      const sub = join(folder, 'sub');
      const paths = ['same.ts', 'src/a.ts', 'new.ts'];
      for (const asked of ['..', '../src', join(folder, 'same.ts'), '../*.ts'])
        expect(await shown(paths, sub, ['.', asked])).toEqual(['src/a.ts', 'new.ts']);
      expect(await shown([`../${basename(folder)}-elsewhere.ts`])).toHaveLength(1);
    });

    it('behind links: those that lead to a file on record are as that file is', async () => {
      symlinkSync('src', join(folder, 'alias'));
      symlinkSync('same.ts', join(folder, 'link.ts'));
      const outside = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-outside-')));
      writeFileSync(join(outside, 'o.ts'), 'one\ntwo\n');
      symlinkSync(join(outside, 'o.ts'), join(folder, 'out.ts'));
      git('add', '-A');
      git('commit', '-qm', 'links');
      write('src/a.ts', 'one\n2\n');
      expect(await shown(['alias/a.ts', 'link.ts', 'out.ts'])).toEqual(['alias/a.ts', 'out.ts']);
      rmSync(outside, { recursive: true });
    });

    it.each([
      ['core.worktree', tmpdir()],
      ['core.bare', 'true'],
      ['core.repositoryFormatVersion', '99'],
    ])('of a repository within that tells nothing of its files: %s', async (key, value) => {
      write('tools/c.ts', 'one\ntwo\n');
      git('-C', 'tools', 'init', '-q');
      git('-C', 'tools', 'add', '-A');
      git('-C', 'tools', 'commit', '-qm', 'inner');
      git('-C', 'tools', 'config', key, value);
      expect(await shown(['tools/c.ts', 'same.ts'])).toEqual(['tools/c.ts']);
    });

    it('in a hook, whose environment names the outer repository', async () => {
      write('lib/c.ts', 'one\ntwo\n');
      git('-C', 'lib', 'init', '-q');
      git('-C', 'lib', 'add', '-A');
      git('-C', 'lib', 'commit', '-qm', 'inner');
      write('tools/c.ts', 'one\ntwo\n');
      git('-C', 'tools', 'init', '-q');
      git('add', 'lib');
      git('commit', '-qm', 'lib');
      write('lib/c.ts', 'one\nTWO\n');
      const env = { GIT_DIR: join(folder, '.git'), GIT_INDEX_FILE: join(folder, '.git/index'), GIT_PREFIX: '' };
      Object.assign(process.env, env);
      try {
        expect(await shown(['lib/c.ts', 'tools/c.ts', 'same.ts'])).toEqual(['lib/c.ts', 'tools/c.ts']);
      } finally {
        for (const name of Object.keys(env)) delete process.env[name];
      }
    });
  });

  it.each([
    ['a lone carriage return', 'one\rtwo\nthree\n', 'one\rtwo\nTHREE\n', 'all'],
    ['nothing but carriage returns', 'one\rtwo\r', 'one\rTWO\r', 'all'],
    ['a line separator', 'one\u2028two\nthree\n', 'one\u2028two\nTHREE\n', 'all'],
    ['line ends of Windows', 'one\r\ntwo\r\n', 'one\r\nTWO\r\n', [[2, 2]]],
  ])('are counted as JavaScript counts them in a file with %s', async (_, was, is, lines) => {
    write('src/c.ts', was);
    git('add', '-A');
    git('commit', '-qm', 'more');
    write('src/c.ts', is);
    expect(await found()).toEqual({ 'src/c.ts': lines });
  });

  it.each(['--skip-worktree', '--assume-unchanged'])(
    'are found in files that git was told to pass over: %s',
    async (flag) => {
      git('update-index', flag, 'src/a.ts', 'odd b.ts');
      write('odd b.ts', 'one\n');
      expect(await found()).toEqual({ 'src/a.ts': 'all', 'new.ts': 'all' });
      rmSync(join(folder, 'src/a.ts'));
      expect(await found()).toEqual({ 'new.ts': 'all' });
    },
  );

  it('cannot be told where the work tree is another folder', async () => {
    const other = mkdtempSync(join(tmpdir(), 'breakwater-other-'));
    git('config', 'core.worktree', other);
    await expect(changedSince('HEAD', folder)).rejects.toThrow(
      `--since: the repository of ${folder} has its work tree elsewhere, in ${realpathSync(other)}`,
    );
    rmSync(other, { recursive: true });
  });

  it('end in a sentence that says why git cannot be asked', async () => {
    write('.git/config', '[core\n');
    await expect(changedSince('HEAD', folder)).rejects.toThrow(/^--since: git can't be asked in \S+: bad config/);
    rmSync(join(folder, '.git'), { recursive: true });
    await expect(changedSince('HEAD', folder)).rejects.toThrow(
      `--since requires a git repository, and ${folder} isn't in one`,
    );
    git('init', '-q', '--bare', 'bare.git');
    await expect(changedSince('HEAD', join(folder, 'bare.git'))).rejects.toThrow(
      /^--since requires a git repository with a work tree/,
    );
  });

  it('end in a sentence where git takes too long', async () => {
    execFileSync('mkfifo', [join(folder, 'ignored')]);
    git('config', 'core.excludesFile', join(folder, 'ignored'));
    await expect(changedSince('HEAD', folder, [], 1_000)).rejects.toThrow(
      /^--since: git [a-z-]+ took longer than 1 s$/,
    );
  });

  it('end in a sentence without the command where git fails', async () => {
    writeFileSync(join(folder, '.git/index'), 'no index');
    await expect(changedSince('HEAD', folder)).rejects.toThrow(/^--since: [^\n]*index[^\n]*$/);
    await expect(changedSince('HEAD', folder)).rejects.not.toThrow(/--no-pager|--unified/);
  });
});

describe('a diff', () => {
  it.each([
    [
      'added text that looks like a header',
      '+++ b/a.ts\n@@ -1,0 +2,2 @@\n+++ b/x.ts\n+@@ -1 +9 @@\n',
      { 'a.ts': [[2, 3]] },
    ],
    ['removed text', '+++ b/a.ts\n@@ -3,2 +2,0 @@\n--- a/x\n-y\n@@ -9 +7 @@\n-a\n+b\n', { 'a.ts': [[7, 7]] }],
    [
      'no line end at the end',
      '+++ b/a.ts\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n+++ b/c.ts\n',
      { 'a.ts': [[1, 1]], 'c.ts': [] },
    ],
    ['a name with a control character', '+++ "b/a\\001\\"\\t.ts"\n@@ -0,0 +1 @@\n+x\n', { 'a\u0001"\t.ts': [[1, 1]] }],
    ['a file that is gone', '+++ /dev/null\n@@ -1 +0,0 @@\n-a\n', {}],
  ])('is read right with %s', (_, diff, lines) => {
    expect(Object.fromEntries(changedLinesOf(diff))).toEqual(lines);
  });
});
