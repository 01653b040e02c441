import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n`;

/** Titles of the steps, each with the commands in its sentences. */
function steps(text: string): string[] {
  return parseRunbook(`# T\n\n${text}`).steps.map(({ title, inline = [] }) => [title, ...inline].join(' | '));
}

describe('an item that is indented too little for code', () => {
  it.each([
    ['with options', 'kubectl --namespace=a delete pod b'],
    ['with a blank', 'gcloud compute ssh <node>'],
    ['with a path', 'sudo rm -rf /var/run/dind/docker.sock'],
  ])('still shows its command: %s', (_, command) =>
    expect(
      steps(`1.  Find the pod:\n\n        kubectl get pod -o wide\n\n2.  Then do this:\n\n    ${command}\n`),
    ).toEqual(['Find the pod', `Then do this | ${command}`]),
  );

  it.each(['find out which node the file /tmp/a is on', 'make sure that --force is used', 'Find the file /tmp/a'])(
    'but no sentence: %s',
    (text) => expect(steps(`1. Look.\n\n   ${text}\n\n2. Stop it.\n`)).toEqual(['Look.', 'Stop it.']),
  );
});

describe('bullets that ask for something between bullets with commands', () => {
  it('are steps', () => {
    const text = `## Upgrade\n\n- (optionally) update conda with\n\n${sh('conda update conda')}\n- Run playbook\n- (In case of problems, look.)\n- Add a blog post\n`;
    expect(steps(text)).toEqual(['(optionally) update conda with', 'Run playbook', 'Add a blog post']);
  });

  it('are none where they are choices, or mostly tell', () => {
    const list = (other: string): string =>
      `## Upgrade\n\n- Stop it:\n\n  ${sh('stop a').replace(/\n(?=.)/g, '\n  ')}\n${other}`;
    expect(steps(list('- The pods restart.\n- Nothing else is lost.\n- Run the playbook\n'))).toEqual(['Stop it']);
    expect(steps(list('- If it hangs, kill it.\n- Run it\n- Look at it\n'))).toEqual(['Stop it']);
  });
});

describe('names are no steps', () => {
  const row = (list: string): string =>
    `## Step 1: Stop\n\n${sh('stop a')}\n## Step 2: Create a Backup\n\nOf these, create a backup:\n\n${list}\n## Step 3: Start\n\n${sh('start a')}`;

  it.each([
    ['paths in code', '1. `/etc/a/`\n2. `/etc/b.pem`\n'],
    ['paths', '1. /etc/a\n2. /etc/b.pem\n'],
    ['files', '1. `a.yaml`\n2. `b/c.yaml`\n'],
  ])('%s', (_, list) => expect(steps(row(list))).toEqual(['Step 1: Stop', 'Step 2: Create a Backup', 'Step 3: Start']));

  it('scripts and commands are', () =>
    expect(steps(row('1. `./backup.sh`\n2. `./verify.sh`\n'))).toEqual([
      'Step 1: Stop',
      './backup.sh',
      './verify.sh',
      'Step 3: Start',
    ]));
});

describe('a command in back-ticks alone', () => {
  it.each([
    ['as the next paragraph', 'With your key, run:\n\n`git-crypt unlock`\n'],
    ['on the next line', 'With your key, run:\n`git-crypt unlock`\n'],
  ])('is what the section is for: %s', (_, text) =>
    expect(steps(`## Decrypting files\n\n${text}`)).toEqual(['Decrypting files | git-crypt unlock']),
  );

  it('a mention is none', () =>
    expect(steps('## Decrypting files\n\nThis is done by `git-crypt unlock`.\n')).toEqual([]));

  it('checks below "verify the following" are steps', () => {
    const list = '- RKE2 version: `rke2 --version`\n- Nodes: `kubectl get nodes`\n- Function.\n- Check the logs.\n';
    expect(steps(`## Verification\n\nAfter it, verify the following:\n\n${list}`)).toHaveLength(4);
    expect(steps(`## Terms\n\nWhat the words mean:\n\n${list}`)).toEqual([]);
  });
});
