import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(text).steps.map(({ title }) => title);
const block = (command: string): string => `\n\n\`\`\`sh\n${command}\n\`\`\`\n\n`;

describe('blocks whose sentences come one after the other', () => {
  const page = (...leads: readonly string[]): string =>
    leads.map((lead, i) => `${lead}:${block(`kubectl get pods -n n${i}`)}`).join('');

  it('are steps of their own, in a section or on a page without one', () => {
    const leads = ['First, download the key', 'Next, import it', 'Check the image with it'];
    expect(titles(page(...leads))).toEqual(leads);
    expect(titles(`# Check an image\n\n${page(...leads)}`)).toEqual(leads);
    expect(titles(`# R\n\n## Check an image\n\nEach image is signed.\n\n${page(...leads)}`)).toEqual(leads);
  });

  it('are so with other words, behind another sentence', () => {
    expect(
      titles(page('Everything is signed. Firstly, stop the writer', 'Afterwards, copy the files', 'Finally, start it')),
    ).toEqual(['Firstly, stop the writer', 'Afterwards, copy the files', 'Finally, start it']);
    expect(
      titles(page('Drain the node', 'Then, patch it', 'Now we are ready to start it', 'Then uncordon it')),
    ).toHaveLength(4);
  });

  it('are one step where they are two, or only one of them goes on', () => {
    expect(titles(`## Look\n\n${page('First, look at the pods', 'Then, look at the nodes')}`)).toEqual(['Look']);
    expect(titles(`## Look\n\n${page('Look at the pods', 'Look at the nodes', 'Then look at the logs')}`)).toEqual([
      'Look',
    ]);
    expect(titles(`## Look\n\n${page('Now and here', 'First version', 'First of all, the nodes')}`)).toEqual(['Look']);
  });
});

describe('what is done beforehand', () => {
  const items = '- Make sure you have backups\n- Tune the database\n- On large servers it takes a day\n';

  it.each(['Preparations', 'Preparation', 'Prepare', 'Before you upgrade', 'Before the migration'])(
    'is a list of steps, remarks among them included: %s',
    (heading) => {
      expect(titles(`# R\n\n## ${heading}\n\n${items}`)).toEqual([
        'Make sure you have backups',
        'Tune the database',
        'On large servers it takes a day',
      ]);
    },
  );

  it.each(['Prerequisites', 'Requirements', 'Before 2.0'])('is none below what has to be there: %s', (heading) => {
    expect(titles(`# R\n\n## ${heading}\n\n- Make sure you have backups\n- A database\n- A host\n`)).toEqual([]);
  });
});

describe('a section that asks in a sentence', () => {
  it.each([
    'To let it go, you can `kubectl edit cluster main` and remove the finalizer.',
    'If it hangs, you must `docker restart web` by hand.',
    'Stop the writer, and then you should `systemctl restart db`.',
  ])('is a step: %s', (text) => {
    expect(titles(`# R\n\n## Debugging a stuck deletion\n\n${text}\n`)).toEqual(['Debugging a stuck deletion']);
  });

  it.each([
    'What you can `kubectl get pods` for is a matter of taste: you cannot see all.',
    'You can see `status.phase` there.',
  ])('is none where it tells: %s', (text) => {
    expect(titles(`# R\n\n## Debugging a stuck deletion\n\n${text.replace('What you can', 'What `a` and')}\n`)).toEqual(
      [],
    );
  });
});

describe('a session that the author saw', () => {
  const session = '```\n$ ./neard\nINFO neard: Version: 1.24.0\nINFO near: Migrate DB from version 27 to 28\n```\n';
  const kind = (lead: string): string | undefined =>
    parseRunbook(`# R\n\n${lead}\n\n${session}`).steps[0]?.blocks[0]?.kind;

  it.each([
    'It migrates at the start. You can see several migrations triggering.',
    'Here is an example of running it. Below you can see two lines.',
    'As we can see below, it is version 27. Here we can see two migrations:',
  ])('is output: %s', (lead) => {
    expect(kind(lead)).toBeUndefined();
  });

  it.each([
    'You can see all pods with this command:',
    'Start it. You can see if it works.',
    'You can see the version by starting it:',
  ])('is a command where one is to be run: %s', (lead) => {
    expect(kind(lead)).toBe('command');
  });
});

describe('a numbered list of what a program does', () => {
  const items =
    '1. **Backs up** `~/.env`\n2. **Pulls** latest commits\n3. Stops running containers\n4. Rebuilds `app:local`\n5. Verifies the container\n';

  it.each(['This playbook (in order):', 'The script, in turn:', 'What follows happens by itself.'])(
    'has no steps: %s',
    (lead) => {
      expect(titles(`# R\n\n## Step 1 — Run the playbook\n\n${lead}\n\n${items}`)).toEqual([]);
    },
  );

  it('is one of steps where it asks', () => {
    const asked = items
      .replace('Backs', 'Back')
      .replace('Pulls', 'Pull')
      .replace('Stops', 'Stop')
      .replace('Rebuilds', 'Rebuild')
      .replace('Verifies', 'Verify');
    expect(titles(`# R\n\n## Step 1 — Update\n\nBy hand, in order:\n\n${asked}`)).toHaveLength(5);
  });
});

describe('what is there to look up', () => {
  const around =
    '## Restart it\n\n```sh\nsystemctl restart a\n```\n\n## Reload it\n\n```sh\nsystemctl reload a\n```\n\n';

  it.each(['Alert to Runbook Mapping\n\n| Alert | Page |\n| --- | --- |\n| Down | down.md |'])(
    'is no step as a table: %j',
    (section) => {
      expect(titles(`# R\n\n${around}## ${section}\n`)).toEqual(['Restart it', 'Reload it']);
    },
  );

  it.each(['Appendix: Common Commands', 'Appendix A: Useful commands', 'Quick reference'])(
    'is no step as commands: %s',
    (heading) => {
      expect(titles(`# R\n\n${around}## ${heading}\n\n\`\`\`sh\nls\n\`\`\`\n`)).not.toContain(heading);
    },
  );

  it('is a step where a table stands beside an order', () => {
    expect(
      titles(
        `# R\n\n${around}## Announce the maintenance\n\nTell the teams.\n\n| Team | Who |\n| --- | --- |\n| A | B |\n`,
      ),
    ).toContain('Announce the maintenance');
  });
});
