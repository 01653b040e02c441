import { describe, expect, test } from 'vitest';
import { isInteractive } from '../../src/sessions/interactive.ts';
import { sessionOpened } from '../../src/sessions/openers.ts';

/** `su -s FILE user` runs FILE in place of that user's shell, and is over when FILE is. */
describe('what su runs in place of a shell', () => {
  test.each(['su -l app -s /opt/restore.sh', 'su -s /opt/restore.sh app', 'su app --shell=/opt/restore.sh'])(
    '%s comes back by itself',
    (command) => {
      expect(sessionOpened(command)).toBeUndefined();
      expect(isInteractive(command)).toBe(false);
    },
  );

  test.each(['su -l app -s /bin/bash', 'su app --shell=/usr/bin/zsh', 'su - app', 'su -s "$SHELL" app'])(
    '%s opens a session',
    (command) => {
      expect(sessionOpened(command)).toBeDefined();
    },
  );
});

test('a client that is given its statement with other short options comes back', () => {
  expect(isInteractive('gitlab-psql -qtc "SELECT 1"')).toBe(false);
  expect(isInteractive('gitlab-psql -d main')).toBe(true);
});
