import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lastRunOf, lastRuns } from '../../src/processes/runHistory.ts';

it('tells when each runbook was last run, whatever else lies in the folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'breakwater-last-'));
  try {
    const runs = join(root, 'runs');
    expect(await lastRuns(runs, root)).toEqual(new Map());
    await mkdir(runs);
    const record = (name: string, at: string, path: string, dryRun = false): Promise<void> =>
      writeFile(
        join(runs, `${name}.jsonl`),
        `${JSON.stringify({ type: 'run-started', at, runbook: { path, snapshot: 'x'.repeat(9000) }, dryRun })}\n{"type":"note"}\n`,
      );
    await record('a', '2026-01-05T10:00:00.000Z', 'cache.md');
    await record('b', '2026-02-05T10:00:00.000Z', 'cache.md');
    await record('c', '2026-03-05T10:00:00.000Z', 'cache.md', true);
    await record('d', '2026-01-01T10:00:00.000Z', join(root, 'disk.md'));
    await writeFile(join(runs, 'torn.jsonl'), '{"type":"run-sta');
    await writeFile(join(runs, 'empty.jsonl'), '');
    expect(await lastRuns(runs, root)).toEqual(
      new Map([
        [join(root, 'cache.md'), '2026-02-05'],
        [join(root, 'disk.md'), '2026-01-01'],
      ]),
    );
    await mkdir(join(root, '.breakwater'));
    await rename(runs, join(root, '.breakwater', 'runs'));
    expect(await lastRunOf(join(root, 'cache.md'))).toBe('2026-02-05');
    expect(await lastRunOf(join(root, 'deep', 'er', 'cache.md'))).toBeUndefined();
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
