import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n\n`;
const page = (title: string, ...parts: readonly (readonly [string, string])[]): string =>
  `# ${title}\n\n${parts.map(([name, text]) => `## ${name}\n\n${text}`).join('')}`;
const two = (one: string, other: string, title = 'Certificates'): string =>
  page(title, [one, sh('x a')], [other, sh('x b')]);
const names = (text: string): readonly string[] => (parseRunbook(text).procedures ?? []).map(({ title }) => title);

describe('sections for one of several settings', () => {
  it.each([
    ['conditions', 'When using Docker', 'When using Docker Desktop'],
    ['what the reader has', 'If you have access to the console', "If you don't have access to the console"],
    ['whom it is for', 'For Docker users', 'For Helm users'],
    ['an audience before it', '(SREs) If you have access', '(others) If you have no access'],
    ['one frame', 'Bumping digests in Red Hat environments', 'Bumping digests in Microsoft environments'],
    ['one frame with a name only', 'Renewing it on Heroku', 'Renewing it on Fly'],
  ])('%s', (_, one, other) => expect(names(two(one, other))).toEqual([one, other]));

  it.each([
    ['parts of one system', 'Install it on the Master node', 'Install it on the Worker nodes'],
    ['stages', 'Deploy it in Staging', 'Deploy it in Production'],
    ['steps', 'Step 1: for Docker users', 'Step 2: for Helm users'],
    ['other things', 'Create a user in Grafana', 'Set a quota in Grafana'],
  ])('are not: %s', (_, one, other) => expect(names(two(one, other))).toEqual([]));
});

describe('what undoes or opposes another', () => {
  it.each([
    ['a backup and its restoration', 'Full database backup', 'Restoring the database'],
    ['by noun', 'Database backup', 'Recovery'],
    ['a silence', 'Create a silence', 'Expire a silence'],
    ['a host', 'Block a host', 'Unblock a host'],
  ])('%s', (_, one, other) => expect(names(two(one, other, 'Operating it'))).toEqual([one, other]));

  it.each([
    ['other objects', 'Disable SELinux', 'Enable routing'],
    ['a stop before a start', 'Stop the service', 'Start the service'],
  ])('is not: %s', (_, one, other) => expect(names(two(one, other, 'Upgrade'))).toEqual([]));

  it.each([
    'The following prerequisite steps will need to be applied to all nodes.',
    'Do these changes in this order.',
    'Work through all of the following.',
  ])('is not where all of them are asked for: %s', (intro) =>
    expect(
      names(`# Common tasks\n\n${intro}\n\n## Rotate the key\n\n${sh('k a')}## Drain a node\n\n${sh('k b')}`),
    ).toEqual([]),
  );

  it('is not where the first one says that it is the first', () =>
    expect(
      names(page('Common tasks', ['Rotate the key', `First, rotate it:\n\n${sh('k a')}`], ['Drain a node', sh('k b')])),
    ).toEqual([]));
});

describe('procedures within a section', () => {
  const parts = (first: string): string =>
    `# Ark\n\n# Operations\n\n${first}## Create a backup\n\n${sh('ark a')}## Delete a backup\n\n${sh('ark b')}# Installation\n\n## Client\n\n${sh('ark c')}`;
  it('are told, though the page has others', () =>
    expect(names(parts(''))).toEqual(['Create a backup', 'Delete a backup']));
  it('are none where the section has begun before them', () => expect(names(parts(sh('ark login')))).toEqual([]));
});

describe('what holds for all procedures of a page', () => {
  const around = (first: string, last: string): string =>
    page(
      'Queues',
      [first, sh('q login')],
      ['Add a queue', sh('q add a')],
      ['Remove a queue', sh('q rm a')],
      [last, sh('q ls')],
    );
  it.each([
    ['Prepare', 'Notes'],
    ['Preparations', 'Troubleshooting'],
  ])('%s and %s are none of them', (first, last) =>
    expect(names(around(first, last))).toEqual(['Add a queue', 'Remove a queue']),
  );
  it('is another thing than a phase of one', () => expect(names(around('Prepare', 'Verify the queue'))).toEqual([]));
});
