import { describe, expect, it } from 'vitest';
import { elsewhere } from '../../src/run/elsewhere.ts';

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
