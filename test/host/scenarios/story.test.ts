import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { story } from '../support/story.ts';
import { repository } from '../support/workspace.ts';

describe('The demonstration', () => {
  it('tells the whole story: a finding, its fix proved, the incident, the post-mortem, the numbers', async function () {
    // Two tests of a server that hangs are run in it, which take their time.
    this.timeout(400_000);
    await withWindow({ workspace: 'checkout' }, async (window) => {
      for (const [index, { play }] of story.entries()) {
        await play(window);
        const folder = process.env['PICTURES'];
        if (folder) await window.screenshot(join(folder, `story-${index + 1}.png`));
      }
      assert.deepEqual(await window.notifications(), []);
    });
  });

  it('is told by the walkthrough as well, whose steps have a command each', async () => {
    const { contributes } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      contributes: { walkthroughs: { id: string; steps: { title: string; description: string }[] }[] };
    };
    const { steps } = contributes.walkthroughs.find(({ id }) => id === 'breakwater.story')!;
    await withWindow({ workspace: 'checkout' }, async (window) => {
      await window.command('workbench.action.openWalkthrough', 'breakwater.breakwater#breakwater.story', false);
      for (const { title, description } of steps) {
        await window.page.locator('.getting-started-step', { hasText: title }).click();
        const [, label] = /\[([^\]]+)\]\(command:/.exec(description)!;
        await window.page
          .locator('.step-description-container a, .step-description-container .monaco-button', { hasText: label! })
          .first()
          .waitFor();
      }
    });
  });
});
