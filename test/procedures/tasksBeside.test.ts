import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n\n`;
const page = (title: string, ...parts: readonly (readonly [string, string])[]): string =>
  `# ${title}\n\n${parts.map(([name, text]) => `## ${name}\n\n${text}`).join('')}`;
const names = (text: string): readonly string[] => (parseRunbook(text).procedures ?? []).map(({ title }) => title);
const users = `### Add a user\n\n${sh('u add')}### Remove a user\n\n${sh('u rm')}`;

describe('tasks beside sections that hold procedures', () => {
  it('are chosen like these, each by itself', () => {
    const tasks = `### Restarting\n\n${sh('app restart')}### Deploy\n\n${sh('just deploy')}`;
    expect(names(page('Application', ['Application', tasks], ['Users', users]))).toEqual([
      'Restarting',
      'Deploy',
      'Add a user',
      'Remove a user',
    ]);
  });

  it('are chosen also without sections of their own', () =>
    expect(names(page('Application', ['Users', users], ['Deploy the application', sh('just deploy')]))).toEqual([
      'Add a user',
      'Remove a user',
      'Deploy the application',
    ]));

  it('leave to all of them what prepares all', () => {
    const text = page('Application', ['Log in', sh('a login')], ['Service user', sh('id svc')], ['Users', users]);
    expect(names(text)).toEqual(['Add a user', 'Remove a user']);
  });

  it.each([
    ['the page is one task', page('Create a cluster', ['Create the nodes', sh('n new')], ['Users', users])],
    ['the last ends them all', page('Application', ['Users', users], ['State of the world', sh('u ls')])],
    ['it goes on', page('Application', ['Users', users], ['Deploy', `After the users exist:\n\n${sh('just deploy')}`])],
  ])('are no choice where %s', (_, text) => expect(names(text)).toEqual(['Add a user', 'Remove a user']));
});
