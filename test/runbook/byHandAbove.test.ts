import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { formatRunbook } from '../../src/reports/runbookText.ts';

const asked = (above: string, command = 'systemctl start a') => {
  const text = `# T\n\n## S\n\n1. Go on with it.\n\n${above.replace(/^/gm, '   ')}\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n`;
  return parseRunbook(text).steps.flatMap(({ beforehand = [] }) => beforehand.map((one) => one.text));
};

test.each([
  ['Wait until the queue is empty.', undefined],
  ['Ask the DBA to fail over first.', undefined],
  ['Please tell the team. Then start it:', 'Please tell the team.'],
  ['Get approval from the owner.', undefined],
  ['Follow the [Shut down](x.md) procedure first.', 'Follow the Shut down procedure first.'],
  ['Follow the [Redeploy](x.md) procedure:\n\n- chart: `a`', 'Follow the Redeploy procedure:'],
  ['- Edit `/etc/a.conf` and set `x`.\n- It is read at the start.', 'Edit /etc/a.conf and set x.'],
  ['Click **Freeze** in the console.', 'Click Freeze in the console.'],
  ['Verify that the backup exists.', undefined],
  ['Apply the change, then stop and start the VM through Proxmox.', undefined],
  ['Resize the volume in the AWS console.', undefined],
  ['Replace the disk in the rack.', undefined],
  ['Merge the pull request.', undefined],
])('what people do before a command is kept: %s', (above, text) => expect(asked(above)).toEqual([text ?? above]));

test.each([
  ['Wait until it runs.', 'kubectl wait --for=condition=Ready pod/a'],
  ['Wait until it runs.', 'kubectl get pods'],
  ['Wait until it runs:', 'systemctl start a'],
  ['Edit `/etc/a.conf`.', 'sed -i s/a/b/ /etc/a.conf'],
  ['Notify the channel.', 'curl -X POST https://h/x'],
  ['Restart the deployment.', 'kubectl rollout restart deploy/a'],
  ['Follow the steps below.', 'systemctl start a'],
  ['Verify that it is up.', 'systemctl status a'],
  ['Ask.', 'systemctl start a'],
  ['Merge the pull request.', 'gh pr merge 12'],
  ['Silence the alert through Grafana.', 'curl -X POST http://grafana/api/silences'],
  ['Restart it through the console:', 'systemctl start a'],
  ['Restart the service.', 'systemctl start a'],
  ['The team was told. It is announced on Monday.', 'systemctl start a'],
  ['To do this, you can:\n\n- The DBA asks for it', 'systemctl start a'],
])('what the command does itself, or tells of it, is not: %s', (above, command) =>
  expect(asked(above, command)).toEqual([]),
);

test('it stands between the commands of a step, and above the lead of a section beside a list', () => {
  const text =
    '# T\n\n## S\n\n1. Restart.\n\n   ```sh\n   systemctl stop a\n   ```\n\n   Tell the team.\n\n   ```sh\n   systemctl start a\n   ```\n\n' +
    'Ask the DBA to stop the writers.\n\nThen reload it:\n\n```sh\nsystemctl reload b\n```\n';
  const runbook = parseRunbook(text);
  expect(runbook.steps.map(({ beforehand, afterwards }) => [beforehand, afterwards])).toEqual([
    [[{ line: 11, text: 'Tell the team.' }], undefined],
    [[{ line: 17, text: 'Ask the DBA to stop the writers.' }], undefined],
  ]);
  const shown = formatRunbook({ runbook, concerns: new Map() }, false);
  expect(shown.indexOf('systemctl stop a')).toBeLessThan(shown.indexOf('by hand: Tell the team.'));
  expect(shown.indexOf('by hand: Tell the team.')).toBeLessThan(shown.indexOf('systemctl start a'));
});
