import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { historyOff, terminalText } from '../../src/extension/terminalText.ts';

const shellOf = (family: string) => ({ family, file: family, args: [] });
const here = ['sh', 'bash', 'zsh', 'fish'].filter((name) => spawnSync(name, ['-c', 'true']).status === 0);

test('one command is typed as it is', () => {
  expect(terminalText(['ssh db-1'], shellOf('bash'))).toEqual({ typed: 'ssh db-1', env: {} });
});

const read = (name: string): string => (name === 'fish' ? 'read who' : 'read -r who');
const tell = 'echo "told $who"';

test.each(
  here.flatMap((name) => [
    [name, 'commands of a line', [read(name), tell, 'false', 'echo never']],
    [name, 'a comment', [`${read(name)} # from stdin`, tell, 'false', 'echo never']],
    [name, 'ends of all kinds', [`${read(name)};`, `sleep 0.1 &`, `${tell} ;`, 'false', 'echo never']],
    [name, 'a command of several lines', [`${read(name)}\n${tell}`, 'false', 'echo never']],
  ]) as [string, string, string[]][],
)('several are one line to %s, and stop at the first that fails: %s', (name, _, commands) => {
  const { typed, env } = terminalText(commands, shellOf(name));
  expect(typed).not.toContain('\n');
  const run = { input: 'ada\n', encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const { stdout, status } = spawnSync(name, ['-c', typed], run);
  expect(stdout).toContain('told ada');
  expect(stdout).not.toContain('never');
  expect(status).toBe(1);
});

test('what is no shell is started with all of it', () => {
  const python = { family: 'program', file: 'python3', args: ['-c'] };
  const { typed, env } = terminalText(["print('it''s')", 'print(2)'], python);
  expect(execFileSync('sh', ['-c', typed], { encoding: 'utf8', env: { ...process.env, ...env } })).toBe('its\n2\n');
});

test('an exclamation mark is not replaced by history', () => {
  expect(historyOff('echo hi', shellOf('bash'))).toBeUndefined();
  expect(historyOff('echo "hi!"', shellOf('fish'))).toBeUndefined();
  for (const name of here.filter((one) => one === 'bash' || one === 'zsh')) {
    const text = 'echo "a!b"';
    const flags = name === 'bash' ? ['--norc', '-i'] : ['-f', '-i'];
    const typed = (first: string): string =>
      spawnSync(name, flags, { input: `${first}\n${text}\nexit\n`, encoding: 'utf8' }).stdout;
    expect(typed('true')).not.toMatch(/^a!b$/m);
    expect(typed(historyOff(text, shellOf(name))!)).toMatch(/a!b\r?\n/);
  }
});
