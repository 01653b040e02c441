import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;
const titles = (text: string): string[] => (parseRunbook(text).procedures ?? []).map(({ title }) => title);
const place = (name: string, ...tasks: string[]): string =>
  `## ${name}\n\n${tasks.map((task, i) => `### ${task}\n\n${sh(`./${name.length}-${i}`)}`).join('\n')}\n`;

test.each([
  ['Upgrade', 'Downgrade'],
  ['Start', 'Stop'],
  ['Enable', 'Disable'],
])('tasks that are called alike in two places are told apart by the title around them: %s, %s', (one, other) => {
  const page = `# Agents\n\n${place('Node agent', one, other)}${place('Log collector', one, other)}`;
  expect(titles(page)).toEqual(
    ['Node agent', 'Log collector'].flatMap((name) => [`${one} (${name})`, `${other} (${name})`]),
  );
});

test('what is no task is chosen once for the page', () => {
  const page = `# Agents\n\n${place('Node agent', 'Linux', 'Windows')}${place('Log collector', 'Linux', 'Windows')}`;
  expect(new Set(titles(page))).toEqual(new Set(['Linux', 'Windows']));
});

const page = (one: string, other: string): string => `# A\n\n## ${one}\n\n${sh('./a')}\n## ${other}\n\n${sh('./b')}`;

test.each([
  ['Quick start', 'Production install'],
  ['Quick start (Docker Compose)', 'Production deployment'],
  ['Local setup', 'Deploying to production'],
  ['Demo installation', 'Production-ready setup on Kubernetes'],
])('trying it out and installing it for good are ways: %s, %s', (one, other) =>
  expect(titles(page(one, other))).toEqual([one, other]),
);

test.each([
  ['Quick start', 'Monitoring'],
  ['Quick checks', 'Production deployment'],
  ['1. Quick start', '2. Production install'],
])('other sections are not: %s, %s', (one, other) => expect(titles(page(one, other))).toEqual([]));
