import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const steps = (text: string): string[] => parseRunbook(text).steps.map(({ title }) => title);
const inline = (text: string): string[] => parseRunbook(text).steps.flatMap((step) => step.inline ?? []);
const sh = '\n```sh\npg_dump x\n```\n';

const list = '1. Provision the machines.\n2. Discover the balancer.\n3. Register the nodes.\n';

test.each([
  ['a program', `# T\n\nWhen it is set, KubeOne will:\n\n${list}`],
  ['a controller', `# T\n\nThe controller then does the following:\n\n${list}`],
  ['internals', `# T\n\n## Implementation Details\n\n${list}`],
  ['how it works', `# T\n\n## How it works\n\nIt goes on with several steps:\n\n${list}`],
  ['a notice', '# T\n\n## Notice\n\n1. If you use it, do not use another one.\n2. Ensure the node can reach it.\n'],
])('what %s does is no step', (_, text) => expect(steps(text)).toEqual([]));

test.each([
  ['you', `# T\n\n## Set up\n\nTo set it up, you will:\n\n${list}`],
  ['the operator', `# T\n\n## Set up\n\nThe on-call engineer will:\n\n${list}`],
  ['a section', `# T\n\n## Implement the change\n\n${list}`],
])('what %s does is', (_, text) => expect(steps(text)).toHaveLength(3));

test('buttons of links are no steps', () => {
  const text = '# T\n\n## Next steps\n\n[Point-in-time recovery](pitr.md){.md-button}\n';
  expect(steps(text)).toEqual([]);
  expect(steps('# T\n\n## Next steps\n\nRestart the pod, see [the page](a.md).\n')).toHaveLength(1);
});

test('what is struck out is not done', () => {
  const items = '- ~~Install the updates~~\n- Restart the machine\n- Log in again\n';
  expect(steps(`# T\n\n## Install steps\n\n${items}`)).toEqual(['Restart the machine', 'Log in again']);
  expect(steps('# T\n\n## Install steps\n\n- Use ~~one~~ two\n- Restart the machine\n')).toHaveLength(2);
});

test('the text of a warning names no step', () => {
  const box = '!!! warning\n    Roles are not supported for collections.\n';
  expect(steps(`# T\n\n## Overview\n\nTo back up a namespace:\n\n${box}${sh}`)).toEqual(['To back up a namespace']);
  expect(steps(`# T\n\n## Overview\n\n!!! warning\n    Dump it first:\n${sh.replace(/\n(?=.)/g, '\n    ')}`)).toEqual([
    'Dump it first',
  ]);
});

test('marks of MkDocs stay out of titles', () => {
  expect(steps(`# T\n\n## :material-debian: Debian {.wide} setup\n${sh}`)).toEqual(['Debian setup']);
  expect(steps(`# T\n\n## Set {a} in :id:\n${sh}`)).toEqual(['Set {a} in :id:']);
});

test('commands of nested bullets and of sentences are commands in the text', () => {
  const nested = (text: string): string[] =>
    inline(`# T\n\n## Install steps\n\n- Disable the updates:\n  - ${text}\n- Restart the machine\n`);
  expect(nested('So that it stays, we use:\n    `sudo softwareupdate --schedule off`')).toHaveLength(1);
  expect(nested('`softwareupdate --schedule off`')).toHaveLength(1);
  expect(nested('The word `softwareupdate off` names it')).toEqual([]);
  expect(nested('`Update finished`')).toEqual([]);
});

test('a section "Via Terraform" that says what to run is a step', () => {
  const via = '## Via Terraform\n\nGo to the folder and use the command `terraform workspace select prod`.\n';
  expect(steps(`# T\n\n${via}`)).toEqual(['Via Terraform']);
  expect(inline(`# T\n\n${via}`)).toEqual(['terraform workspace select prod']);
  expect(steps('# T\n\n## Via Terraform\n\nThe workspace is kept by `terraform workspace show`.\n')).toEqual([]);
});

test('bullets between blocks that hold the act itself are steps', () => {
  const text = (items: string): string => `# T\n\n## Restore\n\n${items}\nThen list them:\n${sh}`;
  const act =
    '- Connect to the instance (using `bosh target https://x`).\n- Use the restore command: `bosh restore a.tar.gz`\n';
  expect(steps(text(act))).toHaveLength(3);
  expect(inline(text(act))).toContain('bosh restore a.tar.gz');
  expect(steps(text('- `--gzip` packs it\n- The dump holds all tables\n'))).toEqual(['Restore']);
  expect(steps(text('- If it hangs, run `kubectl get pods`\n- See the log\n'))).toEqual(['Restore']);
});
