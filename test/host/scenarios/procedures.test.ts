import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';

const text = `# User operations

## Add a user

1. Create the account:

   \`\`\`sh
   echo added
   \`\`\`

2. Tell them.

## Remove a user

1. Revoke the keys:

   \`\`\`sh
   echo removed
   \`\`\`
`;

describe('A page with several procedures', () => {
  it('shows the steps of the chosen procedure only', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      writeFileSync(join(window.folder, 'users.md'), text);
      const page = window.webview('.breakwater-runbook');
      await window.openFile('users.md');
      await window.command('breakwater.runbook.openBeside');
      await page.waitFor('.step-title', 'Create the account');
      const frame = await page.frame();
      const shown = (): Promise<readonly string[]> =>
        frame.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.step-title')]
            .filter((title) => title.checkVisibility())
            .map((title) => title.textContent),
        );
      assert.equal((await shown()).length, 3);
      await frame.selectOption('select.procedure', { label: 'Remove a user' });
      await page.waitFor('.step-title', 'Revoke the keys');
      const after = await shown();
      assert.equal(after.length, 1, after.join(', '));
      assert.match(after[0]!, /Revoke the keys/);
      // Whoever presses Enter now means this procedure.
      await page.waitFor('.bar', 'Revoke the keys');
      // `PICTURES=folder` keeps a picture, to be looked at.
      const folder = process.env['PICTURES'];
      if (folder) await window.screenshot(join(folder, 'procedures.png'));
    });
  });
});
