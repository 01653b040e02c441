import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';

const file = 'src/payments.ts';

describe('Rules in the editor', () => {
  it('are disabled with a reason that is typed over, turned off in a configuration, and read without a network', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.openFile(file);
      const found = await window.waitForDiagnostics(file, (all) => all.some(({ source }) => source === 'breakwater'));
      const { line } = found.find(({ source }) => source === 'breakwater')!;
      const titles = await window.quickFixes(file, line);
      const titled = (start: string): string => {
        const title = titles.find((one) => one.startsWith(start));
        assert.ok(title, `${start} in ${titles.join(', ')}`);
        return title;
      };

      await window.applyQuickFix(file, line, titled('Show documentation for '));
      const preview = titled('Show documentation for ').replace('Show documentation for ', '');
      await window.webview('.vscode-body').waitFor('h1', preview);

      await window.command('breakwater.config.create');
      const config = join(window.folder, 'breakwater.config.json');
      await waitFor('a configuration', () => Promise.resolve(existsSync(config)));
      assert.deepEqual(JSON.parse(readFileSync(config, 'utf8')), { preset: 'recommended', rules: {} });

      await window.openFile(file);
      await window.applyQuickFix(file, line, titled(`Disable ${preview} for this line`));
      await waitFor('the comment', async () => (await window.text(file)).includes('-- reason'));
      await window.page.keyboard.type('probed elsewhere');
      await waitFor('the reason', async () => /-- probed elsewhere$/m.test(await window.text(file)));

      assert.deepEqual(await window.notifications(), []);
      await window.command('breakwater.sample.open');
      await waitFor('the sample', async () =>
        (await window.page.locator('.tab.active .label-name').allInnerTexts()).some((text) =>
          /Untitled|A sample/.test(text),
        ),
      );
    });
  });
});
