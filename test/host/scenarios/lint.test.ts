import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';
import type { Window } from '../support/window.ts';

const file = 'src/payments.ts';
const ours = (window: Window): Promise<number> =>
  window.diagnostics(file).then((all) => all.filter(({ source }) => source === 'breakwater').length);

/** Ids of the language servers that this window's extension host has started. */
function serversOf(host: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...args]) => Number(parent) === host && args.join(' ').includes('dist/server.js'))
    .map(([pid]) => Number(pid));
}

describe('Lint in the editor', () => {
  it('reports, follows unsaved text, clears, applies a quick fix, and survives a crash of the server', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.openFile(file);
      const found = await window.waitForDiagnostics(file, (all) => all.some(({ source }) => source === 'breakwater'));
      const first = found.find(({ source }) => source === 'breakwater')!;
      const text = await window.text(file);

      await window.edit(file, 'export const nothing = 1;\n');
      await waitFor('no findings in the unsaved text', async () => ((await ours(window)) === 0 ? true : undefined));
      await window.edit(file, text);
      await waitFor('the findings again', async () => ((await ours(window)) > 0 ? true : undefined));

      const before = await ours(window);
      const titles = await window.quickFixes(file, first.line);
      const fix = titles.find((title) => !/disable|breakwater-disable/i.test(title));
      assert.ok(fix, `a quick fix on line ${first.line}: ${titles.join(', ')}`);
      await window.applyQuickFix(file, first.line, fix);
      await waitFor('one finding less', async () => ((await ours(window)) < before ? true : undefined));

      const [server] = serversOf(window.extensionHostPid);
      assert.ok(server, 'the language server is a process of its own');
      process.kill(server, 'SIGKILL');
      await waitFor('another server', () => {
        const [next] = serversOf(window.extensionHostPid);
        return Promise.resolve(next && next !== server ? true : undefined);
      });
      await window.edit(file, text);
      await waitFor('findings of the new server', async () => ((await ours(window)) >= before ? true : undefined));
      assert.deepEqual(await window.notifications(), []);
    });
  });
});
