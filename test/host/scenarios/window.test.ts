import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';

describe('A window on the demonstration workspace', () => {
  it('activates the extension, survives a reload and a killed extension host', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.openFile('src/payments.ts');
      await waitFor('activation', () => window.isExtensionActive());
      const first = window.extensionHostPid;
      await window.reload();
      const second = window.extensionHostPid;
      assert.notEqual(second, first);
      await waitFor('activation after the reload', () => window.isExtensionActive());
      await window.killExtensionHost();
      assert.notEqual(window.extensionHostPid, second);
      await waitFor('activation', () => window.isExtensionActive());
      assert.deepEqual(await window.tabs(), ['payments.ts']);
    });
  });

  it('can be photographed in light, dark and high contrast', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'breakwater-pictures-'));
    try {
      await withWindow({ theme: 'light' }, async (window) => {
        for (const theme of ['light', 'dark', 'hc'] as const) {
          await window.setTheme(theme);
          await window.screenshot(join(folder, `${theme}.png`));
          assert.ok(statSync(join(folder, `${theme}.png`)).size > 10_000);
        }
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('opens in Restricted Mode and is trusted on request', async () => {
    await withWindow({ trusted: false }, async (window) => {
      assert.equal(await window.isTrusted(), false);
      await window.grantTrust();
      assert.equal(await window.isTrusted(), true);
    });
  });
});
