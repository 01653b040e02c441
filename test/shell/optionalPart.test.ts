import { expect, test } from 'vitest';
import { prepare } from '../../src/run/prepare.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { findOptionalParts, isSynopsis } from '../../src/shell/optionalPart.ts';

const names = (text: string): string[] => findOptionalParts(text).map(({ name }) => name);

test('brackets and last dots that a reader may leave out', () => {
  expect(names('kubectl get pods [-n namespace]')).toEqual(['-n namespace']);
  expect(names('breakctl restart [--force] web')).toEqual(['--force']);
  expect(names('rclone copy a:x b:y [flags]')).toEqual(['flags']);
  expect(names('helm upgrade web chart [--set key=value]')).toEqual(['--set key=value']);
  expect(names('rm <file>...')).toEqual(['...']);
  expect(names('kubectl delete pod [pod...]')).toEqual(['pod...']);
  expect(names('terraform plan [-v | --verbose]')).toEqual(['-v | --verbose']);
  expect(names('kubectl delete pod web-0 ...')).toEqual(['...']);
});

test.each([
  '[ -f x ] && echo yes',
  'if [ -n "$X" ]; then ls; fi',
  'ls file[0-9].txt',
  'grep -E [-a-z] file',
  'echo waiting ...',
  'go test ./...',
  'git diff main...topic',
  'curl http://[::1]/',
  'jq ".[--x]"',
  'ls # [--all]',
  '[[ -n $X ]]',
])('%s has none', (text) => expect(names(text)).toEqual([]));

test('a synopsis is no command', () => {
  for (const line of [
    'Usage: foo [-h] [--bar BAR] file',
    'mytool [OPTIONS] COMMAND [ARGS]...',
    'tool [-a] [-b] [-c file]',
    'git stash push [-p [-k]] file',
  ]) {
    expect(isSynopsis(line), line).toBe(true);
    expect(allBlocks(parseRunbook(`# B\n\n\`\`\`sh\n${line}\n\`\`\`\n`))[0], line).toMatchObject({ kind: 'other' });
  }
  for (const line of ['kubectl get pods [-n namespace]', 'kubectl get pods', 'docker ps [OPTIONS]'])
    expect(isSynopsis(line), line).toBe(false);
});

/** What would be sent with these answers, or the sentence why not. */
function sent(command: string, answers: Readonly<Record<string, string>>): string {
  const runbook = parseRunbook(`# B\n\n\`\`\`sh\n${command}\n\`\`\`\n`);
  const variables = new Map(Object.entries(answers).map(([name, value]) => [name, { value, secret: false }]));
  const prepared = prepare(runbook, allBlocks(runbook)[0]!, variables, { cwd: '/', home: '/' });
  return 'refusal' in prepared ? prepared.refusal : prepared.commands.join('\n');
}

test('an optional part is asked for, left out or filled in, and never sent as it is written', () => {
  const get = 'kubectl get pods [-n namespace]';
  expect(sent(get, {})).toBe('Needs a value: `-n namespace`. `-n namespace` is optional: `none` leaves it out.');
  expect(sent(get, { '-n namespace': 'none' })).toBe('kubectl get pods ');
  expect(sent(get, { '-n namespace': '-n prod' })).toBe("kubectl get pods '-n' prod");
  expect(sent(get, { '-n namespace': '; rm -rf /' })).toBe("kubectl get pods ';' rm '-rf' '/'");
  expect(sent('breakctl stop {api|worker}', { 'api|worker': 'api' })).toBe('breakctl stop api');
  expect(sent('rm <file>...', { file: 'a', '...': 'none' })).toBe('rm a');
});

test('an empty `export` is asked for and filled in', () => {
  expect(sent('export NODE2=', {})).toBe('Needs a value: `NODE2`.');
  expect(sent('export NODE2=', { NODE2: 'a b' })).toBe("export NODE2='a b'");
  expect(sent('export NODE2=\necho $NODE2', { NODE2: 'n1' })).toBe('export NODE2=n1\necho n1');
  expect(sent('export A= B=x', { A: '1' })).toBe('export A= B=x');
  expect(sent('export NODE2=n1', {})).toBe('export NODE2=n1');
});
