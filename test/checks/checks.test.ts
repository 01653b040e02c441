import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import type { CheckOptions } from '../../src/checks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { datedTemplate } from '../../src/runbook/template.ts';
import { applyEdits } from '../../src/text/edit.ts';

const codes = (text: string, options: CheckOptions = {}): string[] => checkRunbook(text, options).map((f) => f.code);
const templates = new URL('../../media/templates/', import.meta.url);

test.each(readdirSync(templates))('the template %s passes our own checks', (name) => {
  const text = readFileSync(new URL(name, templates), 'utf8').replace('YYYY-MM-DD', '2026-01-01');
  expect(checkRunbook(text, { fileName: name, today: '2026-01-02', exists: () => false })).toEqual([]);
  const runbook = parseRunbook(text);
  expect(runbook.steps.length).toBeGreaterThan(3);
  const blocks = [...runbook.steps.flatMap((s) => s.blocks), ...runbook.blocks];
  expect(blocks.filter((b) => b.kind !== 'command' || b.risk === 'unknown').map((b) => b.commands)).toEqual([]);
});

test('an unclosed fence is closed where its code ends', () => {
  const text = '# A\n\n```sh\nls\n\n## B\n\nThis is the text that was swallowed.\n';
  const [found] = checkRunbook(text);
  expect(found!.code).toBe('unclosed-fence');
  const fixed = applyEdits(text, found!.fix!.edits);
  expect(fixed).toContain('ls\n```\n\n## B');
  expect(codes(fixed)).toEqual([]);
});

test('a root prompt in a bash block is retagged', () => {
  const text = '```bash\n# systemctl restart web\n```\n';
  const [found] = checkRunbook(text);
  expect(found!.code).toBe('root-prompt');
  expect(applyEdits(text, found!.fix!.edits)).toBe('```console\n# systemctl restart web\n```\n');
});

test('pasted output, secrets, attributes with a slip, duplicate ids', () => {
  expect(codes('```bash\nkubectl get pods\nNAME    READY   STATUS\nweb-1   0/1     Pending\n```\n')).toEqual([
    'output-in-command',
  ]);
  expect(codes(`export AWS_ACCESS_KEY_ID=AKIA${'ABCDEFGH'}12345678\n`)).toEqual(['secret']);
  expect(codes('```sh {confrim="sure?"}\nls\n```\n')).toEqual(['unknown-attribute']);
  expect(codes('```sh {id=a}\nls\n```\n\n```sh {id=a}\npwd\n```\n')).toEqual(['duplicate-id']);
});

test.each(['secret=true', 'sensitive=PIN', 'mask=yes', 'redacted=1'])(
  'a block with {%s} is told that it hides nothing',
  (given) => {
    const [found, ...more] = checkRunbook(`\`\`\`sh {${given}}\nls\n\`\`\`\n`);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ code: 'unknown-attribute' });
    expect(found!.message).toContain('secrets: [');
    expect(codes(`\`\`\`yaml {${given}}\na: 1\n\`\`\`\n`)).toEqual([]);
  },
);

test.each([
  ['sghel', 'shell'],
  ['shel', 'shell'],
  ['bsh', 'bash'],
  ['consloe', 'console'],
])('the tag %s is told to be mistyped', (tag, meant) => {
  const [found] = checkRunbook(`\`\`\`${tag}\nls\n\`\`\`\n`);
  expect(found).toMatchObject({ code: 'unknown-language' });
  expect(found!.message).toContain(`"${meant}"`);
});

test.each(['', 'js', 'ash', 'bash=', 'nushell', 'zig', 'azurecli-interactive', 'promela'])(
  'the tag "%s" is not',
  (tag) => {
    expect(codes(`\`\`\`${tag}\nls\n\`\`\`\n`)).toEqual([]);
  },
);

test('dead links, anchors and images, but nothing that a site may make', () => {
  const text =
    '# One\n\n[a](gone.md) [b](#one) [c](#two) ![d](gone.png) [e](there.md#x) [f](page.html) [g](/root) [h](https://a.b/c.md)\n';
  const options = { exists: (p: string) => p === 'there.md', read: () => '# Y\n' };
  expect(codes(text, options)).toEqual(['dead-link', 'dead-anchor', 'dead-image', 'dead-anchor']);
});

test('runbooks of ours are held against practice, other Markdown is not', () => {
  const text = '# R\n\n1. Remove it\n\n   ```sh\n   kubectl delete pod <zebra>\n   ```\n';
  expect(codes(text)).toEqual([]);
  expect(codes(text, { fileName: 'a.runbook.md' })).toEqual([
    'no-owner',
    'no-escalation',
    'destroys-without-confirm',
    'change-without-check',
    'unexplained-blank',
  ]);
});

test('reviews become overdue', () => {
  const text = '---\nowner: a\nescalation: b\nlastReviewed: 2026-01-01\nreviewEvery: 30d\n---\n# R\n';
  expect(codes(text, { today: '2026-01-20' })).toEqual([]);
  const [found] = checkRunbook(text, { today: '2026-03-01' });
  expect(found!.code).toBe('review-overdue');
  expect(text.slice(found!.range.start, found!.range.end)).toBe('lastReviewed: 2026-01-01');
});

test('drills become overdue; the newest of the front matter and the records counts', () => {
  const text = '---\nowner: a\nescalation: b\ndrillEvery: 30d\nlastDrilled: 2026-01-01\n---\n# R\n';
  expect(codes(text, { today: '2026-01-20' })).toEqual([]);
  expect(codes(text, { today: '2026-03-01' })).toEqual(['drill-overdue']);
  expect(codes(text, { today: '2026-03-01', lastDrilled: '2026-02-20' })).toEqual([]);
  expect(codes(text, { today: '2026-03-01', lastDrilled: '2025-02-20' })).toEqual(['drill-overdue']);
  expect(codes(text.replace(/lastDrilled.*\n/, ''), { today: '2026-03-01', lastDrilled: '2026-01-01' })).toEqual([
    'drill-overdue',
  ]);
});

test('a template is dated with the local day, once', () => {
  const text = readFileSync(new URL('blank.md', templates), 'utf8');
  const dated = datedTemplate(text, new Date(2026, 0, 9, 23, 59));
  expect(parseRunbook(dated).frontMatter.lastReviewed).toBe('2026-01-09');
  expect(datedTemplate('Write YYYY-MM-DD.\n', new Date())).toBe('Write YYYY-MM-DD.\n');
});

test('links that begin at the root of a site, and pages that a site redirects, are not judged', () => {
  const exists = (): boolean => false;
  expect(codes('[a](/x.md) [b](~/includes/y.md) ![c](~/z.png)\n', { exists })).toEqual([]);
  expect(codes('---\nms.topic: how-to\n---\n[a](moved.md) ![b](gone.png)\n', { exists })).toEqual(['dead-image']);
});
