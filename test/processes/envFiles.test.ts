import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { envFileAt } from '../../src/processes/envFiles.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'breakwater-env-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file is read, one that is too long or gone is not', async () => {
  await writeFile(join(folder, 'a.env'), 'REGION=eu\n');
  expect(await envFileAt(folder, 'a.env')).not.toHaveProperty('problem');
  await writeFile(join(folder, 'b.env'), 'A='.padEnd(1_000_001, 'x'));
  expect(await envFileAt(folder, 'b.env')).toEqual({ problem: 'is larger than 1 MB' });
  expect(await envFileAt(folder, 'c.env')).toEqual({ problem: "can't be read" });
});

test.skipIf(process.platform === 'win32')('a pipe or a device, which may have no end, is not opened', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(await envFileAt(folder, 'pipe')).toEqual({ problem: 'is not a file' });
  expect(await envFileAt(folder, '/dev/zero')).toEqual({ problem: 'is not a file' });
});

test.skipIf(process.platform === 'win32')(
  'a link that leads away is refused, one within the workspace is read',
  async () => {
    await mkdir(join(folder, 'books/sub'), { recursive: true });
    await writeFile(join(folder, 'secret.env'), 'A=1\n');
    await writeFile(join(folder, 'books/sub/real.env'), 'A=1\n');
    await symlink('../secret.env', join(folder, 'books/link.env'));
    await symlink('sub/real.env', join(folder, 'books/near.env'));
    const books = join(folder, 'books');
    expect(await envFileAt(books, 'link.env')).toEqual({ problem: 'is a link that leads out of its folder' });
    expect(await envFileAt(books, 'link.env', folder)).not.toHaveProperty('problem');
    expect(await envFileAt(books, 'near.env')).not.toHaveProperty('problem');
    expect(await envFileAt(books, '../secret.env')).not.toHaveProperty('problem');
  },
);
