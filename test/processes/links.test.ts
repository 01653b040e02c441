import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRuns } from '../../src/processes/runHistory.ts';
import { listRuns, openLines } from '../../src/processes/runLog.ts';
import { openSideFile } from '../../src/processes/sideFile.ts';
import { createRunLog } from '../../src/record/log.ts';
import { event, started } from '../run/sample.ts';
import { scratch } from './bundled.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => ({ folder, remove } = await scratch()));
afterEach(() => remove());

const note = event({ type: 'noted', kind: 'note', text: 'one' });

/** Everything in a folder, with when it was last changed. */
async function snapshot(at: string): Promise<string> {
  const names = (await readdir(at, { recursive: true })).toSorted();
  const times = await Promise.all([at, ...names.map((name) => join(at, name))].map((path) => stat(path)));
  return JSON.stringify([names, times.map(({ mtimeMs, size }) => [mtimeMs, size])]);
}

/** Where in a repository a link is committed, and what it leads to outside. */
const links: readonly (readonly [at: string, to: string])[] = [
  ['.breakwater', 'outside'],
  ['.breakwater', 'outside/not-there'],
  ['.breakwater/runs', 'outside'],
  ['.breakwater/runs', 'outside/not-there'],
  ['.breakwater/runs/.writers', 'outside'],
  ['.breakwater/runs/.writers', 'outside/not-there'],
  ['.breakwater/runs/r1.jsonl', 'outside/victim.jsonl'],
  ['.breakwater/runs/r1.jsonl', 'outside/not-there'],
  ['.breakwater/runs/r1.x.out', 'outside/victim.out'],
  ['.breakwater/runs/r1.x.out', 'outside/not-there'],
  ['.breakwater/runs/.gitignore', 'outside/not-there'],
  ['.breakwater/runs/.gitattributes', 'outside/not-there'],
];

describe.runIf(process.platform !== 'win32')('a committed link', () => {
  test.each(links)('%s -> %s: nothing outside is made, read or changed', async (at, to) => {
    const outside = join(folder, 'outside');
    await mkdir(join(outside, 'runs'), { recursive: true });
    const planted = JSON.stringify(started('r1')) + '\n';
    for (const name of ['victim.jsonl', 'r1.jsonl', 'runs/r1.jsonl']) await writeFile(join(outside, name), planted);
    for (const name of ['victim.out', 'r1.x.out', 'runs/r1.x.out']) await writeFile(join(outside, name), 'planted');
    const before = await snapshot(outside);
    const link = join(folder, 'repo', at);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(folder, to), link);

    const runs = join(folder, 'repo/.breakwater/runs');
    const lines = openLines(runs, 'r1', { inRepository: true });
    const stop = lines.follow(() => undefined);
    const log = createRunLog(lines);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const leadsAway = !/out$|gitignore|gitattributes/.test(at);
    if (leadsAway) await expect(log.append(note)).rejects.toThrow();
    else await log.append(note);
    if (/out$/.test(at) || /^\.breakwater(?:\/runs)?$/.test(at)) {
      await expect(lines.spill('r1.x.out')).rejects.toThrow();
      await expect(openSideFile(runs, 'r1.x.out')).rejects.toThrow();
      expect(await lines.tail('r1.x.out', 100)).toBe('');
    }
    if (leadsAway && !/writers/.test(at)) {
      expect(await listRuns(runs)).toEqual([]);
      expect(await readRuns(runs, 10)).toEqual([]);
      expect((await log.read().catch(() => ({ events: [] }))).events).toEqual([]);
    }
    stop();
    await lines.close();
    expect(await snapshot(outside)).toBe(before);
  });

  test('of the folder that the repository is in is none of these: the log is written', async () => {
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'repo'));
    const lines = openLines(join(folder, 'repo/.breakwater/runs'), 'r1', { inRepository: true });
    await createRunLog(lines).append(note);
    await lines.close();
    expect(await readFile(join(folder, 'real/.breakwater/runs/r1.jsonl'), 'utf8')).toContain('one');
  });
});
