import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLines } from '../../src/processes/runLog.ts';
import { createRunLog } from '../../src/record/log.ts';
import { event, runbook, started, step } from '../run/sample.ts';
import { reduce } from '../../src/record/reduce.ts';
import { scratch } from './bundled.ts';

test('two branches that went on with one run are merged by git to the union of both', async () => {
  const { folder, remove } = await scratch();
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const runs = join(folder, '.breakwater/runs');
  const note = async (...texts: string[]): Promise<void> => {
    const log = createRunLog(openLines(runs, 'r1'));
    for (const text of texts) await log.append(event({ type: 'noted', kind: 'note', text }));
    await log.close();
  };
  try {
    git('init', '-q', '-b', 'main');
    const log = createRunLog(openLines(runs, 'r1', { inRepository: true }));
    await log.append(started('r1'));
    const side = await log.spill('r1.x1.out');
    await side.append('a lot');
    await side.close();
    await log.close();
    git('add', '.');
    // What other machines cannot use is not committed.
    expect(git('ls-files').trim().split('\n').sort()).toEqual([
      '.breakwater/runs/.gitattributes',
      '.breakwater/runs/.gitignore',
      '.breakwater/runs/r1.jsonl',
    ]);
    git('commit', '-qm', 'start');
    git('checkout', '-qb', 'other');
    await note('theirs 1', 'theirs 2');
    git('commit', '-qam', 'theirs');
    git('checkout', '-q', 'main');
    await note('ours');
    git('commit', '-qam', 'ours');
    git('merge', '-q', 'other', '-m', 'merge');
    const merged = createRunLog(openLines(runs, 'r1'));
    const { events, warnings } = await merged.read();
    await merged.close();
    expect(warnings).toEqual([]);
    const state = reduce(runbook([step('s1', 'Look')]), events);
    expect(state.notes.map(({ text }) => text)).toEqual(['theirs 1', 'theirs 2', 'ours']);
    expect(state.warnings).toEqual([]);
  } finally {
    await remove();
  }
});
