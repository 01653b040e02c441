import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { Block } from '../../src/blocks/model.ts';

const fence = (content: string, tag = ''): string => `\n\`\`\`${tag}\n${content}\n\`\`\`\n\n`;
const steps = (text: string): readonly string[] => parseRunbook(text).steps.map(({ title }) => title);
const blocks = (text: string): readonly Block[] => {
  const book = parseRunbook(text);
  return [...book.steps.flatMap((step) => step.blocks), ...book.blocks];
};
const kinds = (text: string): readonly string[] => blocks(text).map(({ kind }) => kind);

describe('sections that say what to write', () => {
  const restart = `## Restart\n${fence('systemctl restart prosody')}`;
  it.each([
    ['an order', `## Lobby\n\nAdd \`lobby\` into \`Host\`:\n${fence('Host "a"\n    modules = { "lobby"; }')}`],
    ['a condition', `## Native\n\nIf you don't use docker, set \`bind\` as shown.\n${fence('bind: [::1]', 'yaml')}`],
    ['so', `## Login\n\nIt is read at start. So create this file:\n${fence('servers: ldaps://a\nbase: b')}`],
  ])('are steps: %s', (_, section) => {
    expect(steps(`# T\n\n${section}${restart}`)).toHaveLength(2);
  });

  it.each([
    ['what is told', `## Options\n\nThe following options are there:\n${fence('bind: [::1]', 'yaml')}`],
    ['what is explained', `## Overview\n\nSet it as you like.\n${fence('bind: [::1]', 'yaml')}`],
  ])('are none: %s', (_, section) => {
    expect(steps(`# T\n\n${section}${restart}`)).toEqual(['Restart']);
  });

  it('content to write is no output', () => {
    const content = 'VirtualHost "a.example.com"\n    app_id="x"\n    allow_empty_token = true';
    expect(kinds(`Add \`allow\` into \`VirtualHost\`:\n${fence(content)}`)).toEqual(['config']);
    expect(kinds(`It prints this output:\n${fence(content)}`)).toEqual(['output']);
  });
});

describe('what is clicked', () => {
  const go = 'Go to the AWS console and click **IAM**.\n\nSelect the user and open the tab "Keys". Click **Create**.\n';
  it('is a step a paragraph', () => expect(steps(`# T\n\n## Create a key\n\n${go}`)).toHaveLength(2));
  it('is none below an explanation', () => expect(steps(`# T\n\n## Overview\n\n${go}`)).toEqual([]));
  it('a mail that is to be read is a step', () => {
    const more = `## Apply it\n${fence('terraform apply', 'sh')}## Restart it\n${fence('app restart', 'sh')}`;
    expect(steps(`# T\n\n## Read the "New account" email\n\nIt says how.\n\n${more}`)).toHaveLength(3);
    expect(steps(`# T\n\n## Read the documentation\n\nIt says how.\n\n${more}`)).toHaveLength(2);
  });
});

describe('a container of steps', () => {
  const inner = `### Download it\n\nThe file is in the portal.\n\n### Install it\n${fence('dpkg -i a.deb', 'sh')}`;
  it('gives way to its headings', () => {
    expect(steps(`# T\n\n{{% steps %}}\n\n${inner}\n{{% /steps %}}\n`)).toEqual(['Download it', 'Install it']);
  });
  it('of another name, or with a list, stays', () => {
    expect(steps(`# T\n\n{{% details %}}\n\n${inner}\n{{% /details %}}\n`)).not.toContain('Download it');
    expect(steps('# T\n\n{{% steps %}}\n\n1. Open it.\n2. Close it.\n\n{{% /steps %}}\n')).toHaveLength(2);
  });
});

describe('lists and sections that are no procedure', () => {
  const apply = `## Apply it\n${fence('terraform apply', 'sh')}`;
  it('what is still to be developed', () => {
    const list = '- Migrate the store to X\n- Remove the old code\n';
    expect(steps(`# T\n\n${apply}## To do\n\n${list}`)).toEqual(['Apply it']);
    expect(steps(`# T\n\n${apply}## What to do\n\n${list}`)).toHaveLength(3);
  });
  it('commands to look up beside the procedure', () => {
    const list = `## Some useful commands\n\n**List**\n${fence('ls -l', 'sh')}`;
    expect(steps(`# T\n\n${apply}${list}`)).toEqual(['Apply it']);
    expect(steps(`# T\n\n${list}`)).toHaveLength(1);
  });
  it('a list that is called "Steps" is one', () => {
    const list = '- Subscribe to the events.\n- Drive changes.\n- Inspect every event.\n';
    expect(steps(`# T\n\n## S1\n\n**Steps:**\n\n${list}`)).toHaveLength(3);
    expect(steps(`# T\n\n## S1\n\n**Goals:**\n\n${list}`)).toEqual([]);
  });
});

describe('what is not offered to run', () => {
  it('settings that are shown, whatever their tag', () => {
    const shown = (value: string): string => `## Site configuration\n\n**Example:**\n${fence(value, 'bash')}`;
    expect(kinds(shown('HOSTS=example.com'))).toEqual(['config']);
    expect(kinds(shown('RULE=Host(`a.example.com`) || Host(`b.example.com`)'))).toEqual(['config']);
    expect(kinds(`${shown('HOSTS=example.com')}${fence('curl "$HOSTS"', 'bash')}`)).toEqual(['command', 'command']);
    expect(kinds(shown('export HOSTS=example.com'))).toEqual(['command']);
  });
  it('a file that a remark names', () => {
    expect(kinds(fence('# /etc/aliases\nroot: admins\nwww: root'))).not.toContain('command');
    expect(kinds(`Run:\n${fence('# /usr/sbin/postalias /etc/aliases')}`)).toEqual(['command']);
    expect(kinds(`Run:\n${fence('# /etc/init.d/exim4')}`)).toEqual(['command']);
  });
  it('a session that is announced as output', () => {
    const session = fence('$ ls -l\ntotal 0');
    expect(kinds(`It will produce the following output:\n${session}`)).toEqual(['output']);
    expect(kinds(`List the files:\n${session}`)).toEqual(['command']);
  });
});
