import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const choices = (text: string): number => choicesOf(parseRunbook(`# Fix it\n\n${text}`)).length;

test.each([
  ['For 0.22.0 and newer:', 'For older versions:'],
  ['On v2.0 or later:', 'On earlier versions, run:'],
  ['If you use 5.7+:', 'Before 5.7:'],
  ['For Nexus 3.70 and above:', 'For Nexus versions prior to 3.70:'],
  ['For 1.x:', 'For 2.x:'],
])('one version is installed: %s %s', (one, other) => {
  expect(choices(`${one}\n${sh('systemctl stop a')}\n${other}\n${sh('service a stop')}`)).toBe(1);
});

test('the same by headings and by comments', () => {
  const page = parseRunbook(
    `# Fix it\n\n## Version 2.x and later\n${sh('systemctl stop a')}\n## Versions before 2.0\n${sh('service a stop')}`,
  );
  expect(page.caveats?.filter(({ kind }) => kind === 'alternative').map(({ text }) => text)).toEqual([
    'Version 2.x and later',
    'Versions before 2.0',
  ]);
  const { caveats = [] } = parseRunbook(
    `# T\n${sh('# for 0.22.0 and newer\nappctl migrate\n# for older versions\nappctl upgrade-db')}`,
  );
  expect(caveats.map(({ text, others }) => [text, others])).toEqual([['for 0.22.0 and newer', ['for older versions']]]);
});

test.each([
  ['Remove older versions:', 'Install 0.22.0:'],
  ['Upgrade to 1.9 and later:', 'Before the upgrade:'],
  ['Wait for 0.5 seconds:', 'Wait for 1.5 seconds:'],
  ['For 1.5 GB of data:', 'For the older disks:'],
])('what is done one after the other is no choice: %s %s', (one, other) => {
  expect(choices(`${one}\n${sh('systemctl stop a')}\n${other}\n${sh('systemctl restart b')}`)).toBe(0);
});
