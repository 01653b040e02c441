import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n\n`;
const page = (title: string, ...parts: readonly (readonly [string, string])[]): string =>
  `# ${title}\n\n${parts.map(([name, text]) => `## ${name}\n\n${text}`).join('')}`;
const names = (text: string): readonly string[] => (parseRunbook(text).procedures ?? []).map(({ title }) => title);

describe('a page of several procedures', () => {
  it.each([
    ['opposites', page('Queues', ['Add a queue', sh('q add a')], ['Remove a queue', sh('q rm a')])],
    ['a collection', page('Common tasks', ['Rotate the key', sh('k rotate')], ['Drain a node', sh('n drain')])],
    [
      'what is done to one kind',
      page('API', ['Create a key', sh('k new')], ['List keys', sh('k ls')], ['Revoke a key', sh('k rm')]),
    ],
    [
      'one long call with other arguments',
      page(
        'Updating',
        ['Change a text field', sh(`curl -i -u admin:pw -H "Content-type: application/json" -X PATCH a`)],
        ['Change a reference', sh(`curl -i -u admin:pw -H "Content-type: application/json" -X PATCH b`)],
      ),
    ],
    [
      'by other means',
      page('Set it up', ['Configure CSP with Foo', sh('foo x')], ['Configure CSP with Bar', sh('bar x')]),
    ],
    ['alerts', page('Redis', ['RedisDown', sh('r restart')], ['RedisMemoryHigh', sh('r purge')])],
    [
      'a pair with its end',
      page('Users', ['Add a user', sh('u add')], ['Remove a user', sh('u rm')], ['Cleanup', sh('rm a')]),
    ],
    [
      'a manual',
      page(
        'Operations Runbook',
        ['Scaling', sh('A=1\nk scale')],
        ['Key rotation', sh('k rotate $A')],
        ['Emergencies', sh('k stop')],
      ),
    ],
  ])('%s', (_, text) => expect(names(text).length).toBeGreaterThan(1));

  it('may hold several in turn, of which one is meant as well', () => {
    const inner = `### Start the cluster\n\n${sh('c start')}### Stop the cluster\n\n${sh('c stop')}`;
    const text = page('Operations Guide', ['Cluster', inner], ['Scaling', sh('k scale')], ['Backups', sh('b now')]);
    expect(names(text)).toEqual(['Cluster', 'Scaling', 'Backups']);
    const { caveats = [] } = parseRunbook(text);
    expect(caveats.filter(({ kind }) => kind === 'procedure').map(({ text: name }) => name)).toEqual([
      'Cluster',
      'Start the cluster',
      'Stop the cluster',
      'Scaling',
      'Backups',
    ]);
  });

  it.each([
    ['steps', page('Queues', ['Step 1: add', sh('q add a')], ['Step 2: remove', sh('q rm a')])],
    ['phases', page('Common tasks', ['Preparation', sh('k get')], ['Drain a node', sh('n drain')])],
    [
      'what goes on',
      page('Common tasks', ['Rotate the key', sh('k x')], ['Drain a node', `Once it is rotated:\n\n${sh('n drain')}`]),
    ],
    ['kinds of objects', page('Objects', ['ConfigMap', sh('k apply a')], ['StatefulSet', sh('k apply b')])],
    [
      'a manual in steps',
      page('Upgrade Operations Guide', ['1. Stop', sh('k stop')], ['2. Copy', sh('k cp')], ['3. Start', sh('k start')]),
    ],
    [
      'one between its begin and end',
      page(
        'Move',
        ['Enable maintenance', sh('m on')],
        ['Copy the data', sh('cp a b')],
        ['Disable maintenance', sh('m off')],
        ['Verify', sh('m ls')],
      ),
    ],
    ['what is old', page('Routes', ['Add the static route', sh('r add a')], ['Remove the old route', sh('r rm b')])],
    [
      'a variable taken over',
      page('Common tasks', ['Rotate the key', sh('KEY=$(k new)')], ['Use a key', sh('k use $KEY')]),
    ],
  ])('is none: %s', (_, text) => expect(names(text)).toEqual([]));

  it('is told by sentences of one section', () => {
    const text = `# Usage\n\nTo enable it:\n\n${sh('x enable a')}To disable it:\n\n${sh('x disable a')}`;
    expect(names(text)).toEqual(['To enable it', 'To disable it']);
  });
});

describe('lists in which nobody is asked for anything', () => {
  it.each([
    ['1. The badge turns red.\n2. Run button is disabled.\n3. The alert shows the path.'],
    ['1. The dump was converted.\n2. The files were cleaned.\n3. Pages are created.'],
  ])('make no steps: %j', (list) => expect(parseRunbook(`# T\n\n## Response\n\n${list}\n`).steps).toEqual([]));

  it('does not know every verb', () => {
    const list = '1. Rsync the files to the new host.\n2. Chown the folder.\n3. Reindex your data.';
    expect(parseRunbook(`# T\n\n## Move\n\n${list}\n`).steps).toHaveLength(3);
  });
});

describe('sections that each hold procedures', () => {
  const pair = (of: string): string => `### Backup${of}\n\n${sh('t backup')}### Restore${of}\n\n${sh('t restore')}`;
  it.each([
    [
      'of their own names',
      [
        ['On one node', pair(' (local)')],
        ['With the tool', pair(' (remote)')],
      ],
      'Restore (remote)',
    ],
    [
      'of the same names',
      [
        ['On one node', pair('')],
        ['With the tool', pair('')],
      ],
      'Restore (With the tool)',
    ],
    [
      'of other kinds',
      [
        ['Backups', pair('')],
        ['Users', `### Add a user\n\n${sh('u add')}### Remove a user\n\n${sh('u rm')}`],
      ],
      'Remove a user',
    ],
  ] as const)('are one choice: %s', (_, parts, last) => {
    expect(names(page('Node', ...parts))).toHaveLength(4);
    expect(names(page('Node', ...parts)).at(-1)).toBe(last);
  });

  it('are not where one comes after the other', () =>
    expect(names(page('Node', ['Step 1: old node', pair('')], ['Step 2: new node', pair(' there')]))).toHaveLength(2));
});
