import { expect, it } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';
import { patternMatches } from '../../src/risk/filePattern.ts';

it.each([
  // A pattern that may find a device that acts when it is opened, and one that finds none.
  ['cat /dev/watch*', 'cat /proc/*/status'],
  ['head /dev/tty*', 'lsblk /dev/nvme*'],
  ['dd if=/dev/watch* of=/dev/null', 'ls -l /dev/watch*'],
  ['cat < /dev/watchdo?', 'cat < /etc/host?'],
  ['md5sum /dev/*', 'md5sum /boot/*'],
  ['cat /d*/watchdog', 'cat /etc/*/watchdog.conf'],
  ['cat /dev/{watch*,null}', 'cat /dev/{urandom,null}'],
  ['cat /dev/@(watchdog|null)', 'cat /dev/urando[m]'],
  ['cat /dev/[!s]*', "grep '/dev/*' /etc/fstab"],
  ['cat /dev/[[:alpha:]]*', 'smartctl -a /dev/sd[a-z]'],
  ['head -c1 /dev/**', "tar tf x.tar --exclude='/dev/*'"],
  ['sudo cat "/dev/"watch*', "cat '/dev/watch*'"],
  ['grep -R x /dev', 'grep -R x /etc'],
  // Named in one place, opened in another.
  ['for f in /dev/watch*; do cat "$f"; done', 'for f in /etc/c*; do cat "$f"; done'],
  ['ls /dev/watch* | xargs cat', 'ls /etc/c* | xargs cat'],
  ['cat $(ls /dev/watch*)', 'ls $(ls /dev/sd*)'],
  ['file -s /dev/watch*', 'file /dev/watch*'],
  ["find /dev -name 'watch*' -exec cat {} +", "find /dev -name 'sd*' -exec smartctl -H {} +"],
  ["find /dev -name 'w*' | xargs -n1 head -c1", "find /dev -name 'w*' | xargs -n1 ls -l"],
  ['D=/dev/watch*; cat $D', 'D=/dev/null; cat $D'],
  ['cd /dev && cat watch*', 'cd /dev && ls -l null'],
])('%s', (command, alike) => {
  expect(commandRisk(command)).toBe('unknown');
  expect(commandRisk(alike)).toBe('reads');
});

it.each([
  ['cat /dev/ttyUSB0', 'changes', 'stty -F /dev/ttyS0 -a'],
  ['head -c 4 /dev/pts/3', 'changes', 'head -c 4 /dev/tty'],
  ['cat ../../dev/watchdog', 'destroys', 'cat ../dev/config'],
])('%s', (command, risk, alike) => {
  expect(commandRisk(command)).toBe(risk);
  expect(commandRisk(alike)).toBe('reads');
});

it('a pattern is held against each folder of a path, in time that grows with their lengths', () => {
  expect(patternMatches('/dev/w*g', '/dev/watchdog')).toBe(true);
  expect(patternMatches('/dev*', '/dev/watchdog')).toBe(false);
  expect(patternMatches('/**/watchdog', '/dev/watchdog')).toBe(true);
  expect(patternMatches('/dev/[v-x]atch[!a]og', '/dev/watchdog')).toBe(true);
  expect(patternMatches(`/dev/${'*a'.repeat(500)}`, `/dev/${'a'.repeat(400)}b`)).toBe(false);
});
