import { expect, test } from 'vitest';
import type { Block } from '../../src/blocks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function blocks(text: string): readonly Block[] {
  const runbook = parseRunbook(text);
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].sort((a, b) => a.line - b.line);
}

function block(language: string, lead: string, text: string): Block {
  return blocks(`## Do it\n\n${lead}\n\n\`\`\`${language}\n${text}\n\`\`\`\n`)[0]!;
}

test.each([
  ['Edit /etc/rc.local to start it at boot:', 'mount -a\nservice app start'],
  ['Add the following to `/etc/rc.d/local.conf`:', 'kubectl proxy'],
  ['Then `/etc/default/app`:', 'service app restart'],
  ['2. Open `deploy/hosts.list` and add the line', 'local web'],
])('%s: a file is filled', (lead, text) => {
  expect(block('', lead, text)).toMatchObject({ kind: 'config', commands: [] });
});

test.each([
  ['Edit `/etc/hosts`:', 'vi /etc/hosts'],
  ['Add the following to `/etc/sysctl.conf`:', 'echo vm.swappiness=1 >> /etc/sysctl.conf'],
  ['Edit `/etc/default/grub`, then run:', 'update-grub'],
  ['Edit `values.yaml` to taste:', 'helm upgrade web . -f values.yaml'],
])('%s: a command does it', (lead, text) => {
  expect(block('', lead, text)).toMatchObject({ kind: 'command', commands: [text] });
});

test.each([
  '0 3 * * * /usr/local/bin/backup.sh',
  '*/5 * * * * root find /tmp -delete',
  'MAILTO=ops\n@daily /opt/clean.sh',
  'func NewClient(url string, owner string) *Client',
  '.. image:: ../images/a.png\n  :alt: Choose one.',
  '`Prices <https://example.org/prices>`__',
  'rtcd.example.org.    IN A    10.0.0.1\nrtcd.example.org.    IN A    10.0.0.2',
])('no shell runs: %s', (text) => {
  expect(block('bash', 'Look:', text).commands).toEqual([]);
  expect(block('', 'Run:', text).commands).toEqual([]);
});

test('a form of calls is none; words left out in a call are a blank', () => {
  expect(block('sh', 'It takes the form:', 'fly ... --job group/job').kind).toBe('other');
  expect(block('sh', 'Run:', 'helm upgrade web ... --wait').placeholders.map(({ name }) => name)).toEqual(['...']);
  expect(block('sh', 'Run:', 'go test ./...').placeholders).toEqual([]);
});

test('what was printed below a command, under a heading of its own', () => {
  const log = '==== 2018-07-06 08:19:05 ====\nPULLED 174\nACK "finished.json" 2';
  expect(block('sh', 'Look:', `kubectl logs -l app=web\n\n# ...\n\n${log}`).commands).toEqual([
    'kubectl logs -l app=web',
  ]);
});

test('an operand below wrapped options belongs to them', () => {
  expect(block('', 'Run:', 'docker run --rm\n  -v /a:/b\n  -p 80:80\n  nginx').commands).toHaveLength(1);
  expect(block('', 'Run:', 'docker run --rm web\nuptime').commands).toEqual(['docker run --rm web', 'uptime']);
  expect(block('', 'Run:', 'if true; then\n  kubectl get \\\n    -A\nfi\nuptime').commands).toHaveLength(2);
});

test('a block that HTML hides is marked and left out of running everything', () => {
  const hidden = (open: string, close: string): Block =>
    blocks(`## Do it\n\n${open}\n\n\`\`\`sh\nrm -rf /srv/a\n\`\`\`\n\n${close}\n`)[0]!;
  for (const [open, close] of [
    ['<div hidden>', '</div>'],
    ['<section class="x" style="display: none">', '</section>'],
    ['<div hidden><div>', '</div></div>'],
  ] as const) {
    expect(hidden(open, close)).toMatchObject({ hidden: true, attributes: { excludeFromRunAll: 'true' } });
  }
  expect(hidden('<details>\n<summary>More</summary>', '</details>').hidden).toBeUndefined();
  expect(hidden('<div class="note">', '</div>').hidden).toBeUndefined();
  const after = blocks('<div hidden>\n\na\n\n</div>\n\n```sh\nuptime\n```\n')[0]!;
  expect(after.hidden).toBeUndefined();
});
