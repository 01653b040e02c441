import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const bodies = (text: string) => parseRunbook(text).steps.map(({ title, body }) => [title, body]);

test('a step by hand has its text', () => {
  expect(bodies('# B\n\n## Deploy\n\n1. Deploy redis\n    command:\n      - cchq <env> deploy.yml\n')).toEqual([
    ['Deploy redis command', ['- cchq <env> deploy.yml']],
  ]);
});

test('paragraphs and items below it are its text, what other steps are is not', () => {
  expect(
    bodies(
      '---\nowner: a\n---\n# B\n\n1. Check the console.\n\n   It shows:\n\n   * load\n   * errors\n\n2. Restart `web`.\n',
    ),
  ).toEqual([
    ['Check the console.', ['It shows:', '* load', '* errors']],
    ['Restart web.', undefined],
  ]);
});

test('a long first paragraph goes on below its title', () => {
  const [[title, body] = []] = bodies(
    '# B\n\n1. Call the owner of the service and ask whether the traffic may be moved. Nobody else may\n   decide this on their own, and the decision has to be written down before anything else is done.\n',
  );
  expect(title).toBe('Call the owner of the service and ask whether the traffic may be moved.');
  expect((body as string[]).join(' ')).toContain('has to be written down');
});

test('a mark of its machine is neither title nor text', () => {
  const text =
    '# B\n\n1. (`db1#`) Check the console.\n\n   It shows the load.\n\n2. Restart it.\n\n   ```sh\n   ls\n   ```\n';
  expect(bodies(text)[0]).toEqual(['Check the console.', ['It shows the load.']]);
});

test('a step with a command has none: its page shows it', () => {
  expect(bodies('# B\n\n1. Restart:\n\n   Quickly.\n\n   ```sh\n   systemctl restart web\n   ```\n')).toEqual([
    ['Restart', undefined],
  ]);
});
