import { expect, test } from 'vitest';
import { namedSettings } from '../../src/risk/namedSettings.ts';

test.each([
  ['rsync -n -e "ssh -F cfg" h:a b', 'cfg'],
  ['rsync --list-only --rsh "ssh -F ./cfg" h:a', './cfg'],
  ['rsync -ne "ssh -F cfg" h:a b', 'cfg'],
  ['rsync --rsh="ssh -F cfg" -n h:a b', 'cfg'],
])('the shell of a copy names settings: %s', (command, file) => {
  expect(namedSettings(command).map((one) => one.file)).toEqual([file]);
});

test.each(['rsync -n -e "ssh -p 22" h:a b', 'rsync -n -e "ssh -F ~/.ssh/config" h:a b', 'rsync -n --exclude -F h:a b'])(
  'it names none: %s',
  (command) => expect(namedSettings(command)).toEqual([]),
);
