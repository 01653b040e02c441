import { describe, expect, it, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { Caveat } from '../../src/runbook/model.ts';

const sh = (...lines: readonly string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;
const caveats = (text: string): readonly Caveat[] => parseRunbook(text).caveats ?? [];
const ways = (text: string): string[] =>
  caveats(text)
    .filter(({ kind }) => kind === 'alternative')
    .map((one) => [one.text, ...(one.others ?? [])].join(' | '));
/** The lines of the code that is only run where it is asked for. */
const held = (text: string): string[] =>
  caveats(text)
    .filter(({ kind, aside }) => kind === 'optional' && aside)
    .map((one) => one.text);

describe('two commands of which one takes back the other', () => {
  const pair = sh('touch /etc/a.freeze', 'rm -f /etc/a.freeze');

  it.each([
    ['a lead in bold', `**Freeze or resume:**\n\n${pair}`],
    ['a slash', `To enable/disable the job:\n\n${pair}`],
    ['a direction', `Scale up or down:\n\n${pair}`],
    ['a title', `### Mount or unmount the share\n\n${pair}`],
    [
      'two commands that are opposed',
      `**Freeze / revert (right now):**\n\n${sh('sudo touch /a', 'sudo rm -f /a  # go on')}`,
    ],
    ['two verbs that are opposed', `Pin or go on:\n\n${sh('systemctl stop a', 'systemctl start a')}`],
    ['behind the commands', sh('flags put 1  # enable tracking', 'flags put 0  # disable tracking')],
    ['cases behind the commands', sh('a grow  # if it is full', 'a keep  # otherwise')],
  ])('%s', (_, body) => expect(ways(`# P\n\n## Do\n\n${body}`)).toHaveLength(1));

  it('each in a block of its own', () => {
    expect(ways(`# P\n\n## Do\n\nPause or resume it:\n\n${sh('a pause')}\n${sh('a resume')}`)).toEqual([
      'Pause | resume',
      'resume | Pause',
    ]);
  });

  it.each([
    ['one after the other', `Stop and start it:\n\n${pair}`],
    ['opposed commands that are no offer', `Restart it:\n\n${sh('systemctl stop a', 'systemctl start a')}`],
    ['commands about other things', `Pin / revert:\n\n${sh('touch /a', 'rm -f /b')}`],
    ['no opposites', `Check or restart it:\n\n${sh('systemctl status a', 'systemctl restart a')}`],
    ['of a longer way', `Freeze or resume:\n\n${sh('a', 'b', 'c')}`],
    ['a script that decides', `Freeze or resume:\n\n${sh('if a; then', '  b', 'fi', 'c')}`],
    ['a restart with its remarks', sh('a stop  # stop it', 'a start  # start it')],
    ['a hash in a text', sh('echo " # enable it"', 'echo " # disable it"')],
    ['other things', sh('flags put 1  # enable tracking', 'flags put 0  # disable mail')],
  ])('not %s', (_, body) => expect(ways(`# P\n\n## Do\n\n${body}`)).toEqual([]));
});

describe('a title that is another way, or a case, holds for what stands below its titles', () => {
  const main = `# P\n\n## Procedure\n\n${sh('a stop')}\n`;
  const below = `### Do it\n\n1. Delete it:\n\n   \`\`\`sh\n   rm -r /a\n   \`\`\`\n`;

  it.each([
    'Alternative: copy it',
    'Alternatively, by hand',
    'Alternative approach (offline)',
    'Copy it (alternative)',
    'If the disk is full',
    'Only on the primary: freeze',
  ])('%s', (title) => {
    expect(held(`${main}## ${title}\n\n${below}`)).toEqual([title]);
    expect(held(`${main}## ${title}\n\n${sh('rm -r /a')}`)).toEqual([title]);
  });

  it.each(['Alternative DNS names', 'Alternate host keys', 'Verify it', 'Identify the pods'])('not %s', (title) =>
    expect(held(`${main}## ${title}\n\n${below}`)).toEqual([]),
  );
});

test('a page of cases has no way to part from', () => {
  const page = `# P\n\n## If it is full\n\n${sh('a')}\n## If it hangs\n\n${sh('b')}`;
  expect(held(page)).toEqual([]);
});

describe('traffic that goes to one of two sides', () => {
  const block = (one: string, other: string): string => `# T\n\n## Do\n\n${sh(one, './lb.sh a', other, './lb.sh b')}`;

  it.each([
    ['# Switch to blue', '# Switch to green', 'Switch to blue | Switch to green'],
    [
      '# Route traffic to green:',
      '# Route traffic back to blue:',
      'Route traffic to green: | Route traffic back to blue:',
    ],
    [
      '# Cut over to the green stack',
      '# Cut over to the blue stack',
      'Cut over to the green stack | Cut over to the blue stack',
    ],
  ])('%s, %s', (one, other, said) => expect(ways(block(one, other))).toEqual([said]));

  it.each([
    ['# Deploy blue', '# Deploy green'],
    ['# Blue', '# Green'],
    ['# Switch to green', '# Switch to green once more'],
  ])('%s, %s come one after the other', (one, other) => expect(ways(block(one, other))).toEqual([]));
});
