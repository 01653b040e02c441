import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const steps = (text: string): readonly string[] => parseRunbook(text).steps.map(({ title }) => title);

describe('bullets of which one is a remark', () => {
  const doing = '- Change the version\n- Wait for the migrations\n- Test that the site works\n';
  it.each([
    [
      'a condition first',
      `## Run the upgrade\n\n- If you run several processes, make sure one is active.\n${doing}`,
      4,
    ],
    ['a fact among them', `## Preparations\n\n${doing}- On our site this takes a day. Post a notice.\n`, 4],
    ['below a gerund', `## Upgrading\n\n${doing}- It takes a day on our site.\n`, 4],
  ])('are steps: %s', (_, text, count) => expect(steps(text)).toHaveLength(count));

  it.each([
    ['conditions', '## Run the upgrade\n\n- If it is A, do x\n- If it is B, do y\n- Test it\n'],
    ['facts', '## Run the upgrade\n\n- It takes a day.\n- The site is down.\n- Test that it works\n'],
    ['a heading that names nothing to do', `## Our site\n\n${doing}- It takes a day on our site.\n`],
  ])('are none: %s', (_, text) => expect(steps(text)).toEqual([]));
});

describe('bullets below a sentence that says what for', () => {
  const list = '* Open a new request\n* Assign it to storage\n* Give as much detail as possible\n';
  it.each(['To restore one, make a request with the form.', 'To get a disk, fill in the form.'])(
    'are steps: %s',
    (said) => expect(steps(`# Machines\n\n${said}\n\n${list}`)).toHaveLength(3),
  );
  it.each(['Backups are made every day.', 'To restore one, see the other page.'])('are none: %s', (said) =>
    expect(steps(`# Machines\n\n${said}\n\n${list}`)).toEqual([]),
  );
});

describe('numbered lists in which nobody is asked', () => {
  it.each([
    ['what belongs into something', '**Always include:**\n\n1. Clear comment why\n2. Expected duration\n3. A ticket\n'],
    [
      'what something does',
      'This also **deadlocks** the drain itself:\n\n1. Drain evicts replica 1\n2. Replacement blocks\n',
    ],
  ])('%s', (_, text) => expect(steps(`# Silences\n\n## Resolution\n\n${text}`)).toEqual([]));

  it('what happened', () =>
    expect(
      steps('# A\n\n## Recovery\n\n### What Happened\n\n1. **Host crashed** and rebooted\n2. Stale entry persisted\n'),
    ).toEqual([]));

  it('what each step includes is not meant', () =>
    expect(
      steps('# A\n\n## Resolution\n\nThe procedure includes:\n\n1. Stop the pod\n2. Delete the volume\n'),
    ).toHaveLength(2));
});

describe('numbered headings that remark', () => {
  const row = (third: string): string =>
    `# Ring\n\n## 1. Already configured: timeout\n\n\`\`\`yaml\na: 1\n\`\`\`\n\n## 2. Consider: more probes\n\n\`\`\`yaml\nb: 1\n\`\`\`\n\n## 3. ${third}\n\n\`\`\`sh\nkubectl rollout restart sts loki\n\`\`\`\n`;
  it('are no steps', () => expect(steps(row('Restart it'))).toEqual(['3. Restart it']));
  it('with a command they are', () =>
    expect(steps(row('Alternative: restart it'))).toEqual(['3. Alternative: restart it']));
});

describe('bullets with a command each, within a numbered item', () => {
  const sh = (command: string): string => `    \`\`\`sh\n    ${command}\n    \`\`\`\n\n`;
  it('are steps below it, the last one with its command at the margin', () => {
    const text = `## Steps\n\n1. On your machine:\n\n    - Stop the container\n${sh('docker stop a')}    - Remove the image\n\n${sh('docker rmi a')}    - Start it\n${sh('docker start a')}2. Check it\n`;
    expect(steps(text)).toEqual(['On your machine', 'Stop the container', 'Remove the image', 'Start it', 'Check it']);
  });
  it('are none where they only tell', () => {
    const text = `## Steps\n\n1. On your machine:\n\n    - The container:\n${sh('docker stop a')}    - The image:\n\n${sh('docker rmi a')}2. Check it\n`;
    expect(steps(text)).toEqual(['On your machine', 'Check it']);
  });
});

describe('the name of an item', () => {
  it.each([
    ['**Update it**\n   If new apps were created, update it.', 'Update it'],
    ['**Update it.**\n   All of them.', 'Update it.'],
    ['For developers with a local machine:\n   Use the script.', 'For developers with a local machine'],
    ['Update **all** of it\n   and the rest.', 'Update all of it and the rest.'],
  ])('is its own line: %j', (text, title) => expect(steps(`## Steps\n\n1. ${text}\n1. Check it\n`)[0]).toBe(title));
});
