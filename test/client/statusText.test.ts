import { describe, expect, it } from 'vitest';
import { statusText } from '../../src/client/statusText.ts';
import type { ServerStatus } from '../../src/protocol/server.ts';

describe('the status', () => {
  const ready = { state: 'ready', findings: 2 } as const;
  it.each<[ServerStatus, string, string | undefined]>([
    [{ state: 'starting' }, 'Breakwater: starting', undefined],
    [{ state: 'linting' }, 'Breakwater: checking', undefined],
    [{ state: 'linting', done: 25, total: 60 }, 'Breakwater: 25 of 60 files', undefined],
    [ready, 'Breakwater: 2 problems', 'in open files'],
    [{ ...ready, findings: 1 }, 'Breakwater: 1 problem', 'in open files'],
    [{ ...ready, workspace: true, config: '/c.json' }, 'Breakwater: 2 problems', 'in the workspace, configured'],
    [
      { ...ready, tooManyFiles: 2_001 },
      'Breakwater: 2 problems',
      'in open files; 2,001 files are too many to check automatically',
    ],
    [
      { state: 'misconfigured', message: 'unknown rule "x"', config: '/c.json' },
      'Breakwater: invalid config',
      'using the recommended preset',
    ],
  ])('of a server that reports %j', (reported, text, detail) => {
    expect(statusText({ kind: 'running', reported })).toMatchObject({ text, ...(detail ? { detail } : {}) });
  });

  it('offers what helps', () => {
    expect(statusText({ kind: 'gave-up', reason: 'It crashed.' })).toEqual({
      text: 'Breakwater: stopped',
      detail: 'It crashed.',
      severity: 'Error',
      button: 'restart',
    });
    expect(statusText({ kind: 'restarting', seconds: 2 }).detail).toBe(
      'The language server stopped; restarting in 2 s.',
    );
    expect(statusText({ kind: 'running', reported: { state: 'linting', done: 1, total: 2 } }).button).toBe('stop');
    const reported = { state: 'misconfigured', message: '', config: '/c.json' } as const;
    expect(statusText({ kind: 'running', reported }).button).toEqual({ open: '/c.json' });
  });
});
