import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseAction } from '../support/questions.ts';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

const file = 'src/rates.js';
const source = `/** What one euro costs. */
export async function rates(base) {
  const response = await fetch(new URL('/rates', base));
  if (!response.ok) throw new Error('rates: ' + response.status);
  return response.json();
}
`;

/** `PICTURES=folder` keeps a picture of each act, to be looked at. */
async function picture(window: Window, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await window.screenshot(join(folder, `prove-${name}.png`));
}

describe('Prove it', () => {
  it('goes from a finding to a failing test, a fix and a passing test, by the keyboard', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      writeFileSync(join(window.folder, file), source);
      await window.openFile(file);
      await window.waitForDiagnostics(file, (all) => all.some(({ source: from }) => from === 'breakwater'));
      const test = 'src/rates.unwrapped-network-call.test.js';
      // The window is talked to over connections that close while this process is blocked.
      const passes = (): Promise<boolean> =>
        new Promise((resolve) => {
          execFile(process.execPath, ['--test', join(window.folder, test)], { timeout: 120_000 }, (error) =>
            resolve(error === null),
          );
        });

      await chooseAction(window, file, 'Prove it', () => picture(window, '1-prove'));
      // VS Code writes a file that an action creates, and leaves it to the person to open it.
      await waitFor('the test', async () => {
        const path = join(window.folder, test);
        return existsSync(path) && readFileSync(path, 'utf8').includes('rates(') ? true : undefined;
      });
      await window.openFile(test);
      await picture(window, '2-test');
      assert.equal(await passes(), false, 'the test fails on the code as it stands');

      await chooseAction(window, file, 'Abort after 10 s', () => picture(window, '3-fix'));
      await waitFor('the fix', async () =>
        (await window.text(file)).includes('AbortSignal.timeout(10_000)') ? true : undefined,
      );
      await window.save(file);
      await waitFor('no finding', async () =>
        (await window.diagnostics(file)).some(({ source: from }) => from === 'breakwater') ? undefined : true,
      );
      await picture(window, '4-fixed');
      assert.equal(await passes(), true, 'the same test passes');
      assert.deepEqual(await window.notifications(), []);
    });
  });
});
