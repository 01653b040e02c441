import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { withWindow } from '../support/scenario.ts';
import { story } from '../support/story.ts';

describe('The demonstration', () => {
  it('tells the whole story: a finding, its fix proved, the incident, the post-mortem, the numbers', async () => {
    await withWindow({ workspace: 'checkout' }, async (window) => {
      for (const [index, { play }] of story.entries()) {
        await play(window);
        const folder = process.env['PICTURES'];
        if (folder) await window.screenshot(join(folder, `story-${index + 1}.png`));
      }
      assert.deepEqual(await window.notifications(), []);
    });
  });
});
