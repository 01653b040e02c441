import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const kind = (tag: string, body: string): string => {
  const { steps, blocks } = parseRunbook(`# Roll back\n\n\`\`\`${tag}\n${body}\n\`\`\`\n`);
  return [...steps.flatMap((step) => step.blocks), ...blocks][0]!.kind;
};

test.each([
  ['sghel', 'systemctl restart web'],
  ['shel', 'kubectl get pods\nkubectl delete pod web-1'],
  ['bsh', 'A=1\nuptime'],
  ['deploy', 'helm rollback web 3'],
  ['javascript', './rollback.sh --to v1'],
  ['python', './scripts/drain.py web-1'],
])('a tag that nobody knows, or that cannot be true, is overruled by the lines: %s', (tag, body) => {
  expect(kind(tag, body)).toBe('command');
});

test.each([
  ['javascript', "const web = require('./web');\nweb.restart();"],
  ['js', "import './setup.js';"],
  ['zig', 'const x = 1;'],
  ['deploy', 'image: web\nreplicas: 3'],
  ['sghel', '{"a": 1,\n "b": 2}'],
])('code and files stay: %s', (tag, body) => {
  expect(kind(tag, body)).not.toBe('command');
});
