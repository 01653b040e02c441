import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

function risk(fence: string, text = 'ls', head = ''): string {
  const runbook = parseRunbook(`${head}## Do it\n\n\`\`\`${fence}\n${text}\n\`\`\`\n`);
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks][0]!.risk;
}

test.each([
  'sh {shell=./evil/bash}',
  'sh {shell=/tmp/bash}',
  'sh {interpreter=python3}',
  'sh {shell=pwsh}',
  'sh {shell="bash -x"}',
  'sh {env=PATH=./bin}',
  'sh {env=REGION=eu,LD_PRELOAD=./x.so}',
  'sh {env=BASH_ENV=./x}',
  // Breakwater does not know what a variable of the document's own means to a program.
  'sh {env=REGION=eu}',
])('%s', (fence) => {
  expect(risk(fence)).toBe('unknown');
});

test.each([
  'sh {shell=bash}',
  'bash {shell=/bin/bash}',
  'sh {env=AWS_REGION=eu-west-1}',
  'sh {cwd=infra}',
  'fish {shell=fish}',
])('%s stays read-only', (fence) => {
  expect(risk(fence)).toBe('reads');
});

test('a worse text keeps its risk', () => {
  expect(risk('sh {shell=./evil/bash}', 'rm -rf /srv')).toBe('destroys');
});

test('a shell of the front matter counts where the block names none', () => {
  const head = '---\nshell: ./evil/bash\n---\n\n';
  expect(risk('', 'ls -l', head)).toBe('unknown');
  expect(risk('bash', 'ls', head)).toBe('reads');
});
