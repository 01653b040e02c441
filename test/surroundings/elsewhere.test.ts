import { describe, expect, it } from 'vitest';
import { elsewhere } from '../../src/surroundings/elsewhere.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { prepare } from '../../src/run/prepare.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const script = { commands: ["echo 'a b'", 'false'], shell: '', cwd: '', env: {} };

describe('elsewhere', () => {
  it('refuses what is more than one known call', () => {
    for (const on of [
      'rm -rf x',
      'ssh db-1; rm x',
      'ssh $(x)',
      'kubectl delete pod',
      'ssh',
      'A=b ssh db-1',
      'ssh x | sh',
    ])
      expect(elsewhere(on, script), on).toHaveProperty('refusal');
    expect(elsewhere('ssh db-1', { ...script, shell: 'python' })).toHaveProperty('refusal');
  });

  it('puts the separator where kubectl needs one, once', () => {
    const command = (on: string): string => (elsewhere(on, script) as { command: string }).command;
    expect(command('kubectl exec web-0 --')).toMatch(/^kubectl exec web-0 -- sh -c /);
    expect(command('kubectl exec web-0')).toMatch(/^kubectl exec web-0 -- sh -c /);
    expect(command('docker exec web')).toMatch(/^docker exec web sh -c /);
  });
});

describe('blanks in `on`', () => {
  const prepared = (on: string, answers: Readonly<Record<string, string>>, secret = false): string => {
    const runbook = parseRunbook(`# B\n\n\`\`\`sh {on="${on}"}\ndf -h\n\`\`\`\n`);
    const variables = new Map(Object.entries(answers).map(([name, value]) => [name, { value, secret }]));
    const one = prepare(runbook, allBlocks(runbook)[0]!, variables, { cwd: '/', home: '/' });
    return 'refusal' in one ? one.refusal : one.commands.join('\n');
  };

  it('are asked for and filled in', () => {
    expect(prepared('ssh <host>', {})).toBe('Needs a value: `host`.');
    expect(prepared('ssh <host>', { host: 'db-1' })).toMatch(/^ssh db-1 /);
    expect(prepared('kubectl exec $POD --', { POD: 'web-0' })).toMatch(/^kubectl exec web-0 -- sh -c /);
    expect(prepared('docker exec YOUR_CONTAINER', { YOUR_CONTAINER: 'a b' })).toMatch(/^docker exec 'a b' sh -c /);
  });

  it('take no value that means more than a name there, and no secret', () => {
    expect(prepared('ssh <host>', { host: 'db-1; rm -rf /' })).toContain('passed to a second shell (ssh)');
    expect(prepared('kubectl exec <pod> --', { pod: 'x; rm -rf /' })).toContain("isn't supported");
    expect(prepared('ssh <host>', { host: 'db-1' }, true)).toBe("`host` is a secret, which can't stand in `on=`.");
  });

  it('are none where there are none', () => expect(prepared('ssh db-1', {})).toMatch(/^ssh db-1 /));
});
