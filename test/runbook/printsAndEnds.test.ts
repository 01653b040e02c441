import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const isSession = (command: string): boolean | undefined =>
  parseRunbook(`# T\n\n## Do\n\n\`\`\`sh\n${command}\n\`\`\`\n`).steps[0]?.blocks[0]?.interactive;

test.each([
  'ntpq -p',
  'ntpq -pn',
  'ntpq -np',
  'ntpq --peers',
  "ntpq -c 'rv 0'",
  'ntpq -p time.example',
  'ntpdc -c peers',
])('prints and ends: %s', (command) => expect(isSession(command)).toBe(false));

test.each(['ntpq', 'ntpq -n', 'ntpq time.example', 'ntpdc', 'chronyc', 'nslookup'])('waits for more: %s', (command) =>
  expect(isSession(command)).toBe(true),
);
