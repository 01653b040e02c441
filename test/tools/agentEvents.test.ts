import { describe, expect, it } from 'vitest';
import { loggedArguments, pendingIn, proposalsRunbook, type StepProposed } from '../../src/tools/agentEvents.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const proposal = (more: Partial<StepProposed>): StepProposed => ({
  type: 'proposed',
  call: 'c1',
  at: '2026-01-01T00:00:00.000Z',
  agent: { name: 'a', version: '1' },
  title: 'Look',
  reason: 'why',
  ...more,
});
const lines = (...events: readonly unknown[]): string => events.map((event) => JSON.stringify(event)).join('\n');

describe('proposals on record', () => {
  it('are pending until a person settles them', () => {
    const other = proposal({ call: 'c2', command: 'ls', runbook: 'a.md' });
    expect(pendingIn(lines(proposal({}), other))).toEqual([proposal({}), other]);
    const settled = { type: 'settled', call: 'c1', at: '', by: 'ada' };
    expect(pendingIn(lines(proposal({}), other, settled))).toEqual([other]);
  });

  it('are left out where a line was torn or edited', () => {
    const faulty = ['{"type":"proposed"', 'null', '[]', '7', '{"type":"proposed","call":7}'].join('\n');
    expect(pendingIn(faulty)).toEqual([]);
    expect(pendingIn(lines({ ...proposal({}), title: 7 }, { ...proposal({}), call: '__proto__' }))).toHaveLength(1);
    expect(pendingIn(lines({ ...proposal({}), agent: null, command: 7 }))).toEqual([
      proposal({ agent: { name: '', version: '' } }),
    ]);
  });
});

describe('proposals as a runbook', () => {
  const titles = (...proposals: readonly StepProposed[]): readonly [string, readonly string[]][] =>
    parseRunbook(proposalsRunbook(proposals)).steps.map(({ title, blocks }) => [
      title,
      blocks.flatMap(({ commands }) => commands),
    ]);

  it('have a step each, with the commands as they were proposed', () => {
    expect(titles(proposal({ command: 'ls -l' }), proposal({ title: 'Wait', command: 'sleep 1\npwd' }))).toEqual([
      ['Look', ['ls -l']],
      ['Wait', ['sleep 1', 'pwd']],
    ]);
  });

  it.each([
    ['a title', { title: 'x\n```sh\nreboot\n```' }],
    ['a reason', { reason: 'x\n\n```sh\nreboot\n```\n' }],
    ['an inline command', { reason: '`reboot`' }],
    ['a comment', { reason: '<!-- {on=db-1} -->' }],
    ['an agent', { agent: { name: '```sh\nreboot\n```', version: '' } }],
    ['a runbook', { runbook: 'a.md\n## Step\n```sh\nreboot\n```' }],
    ['a date', { at: '\n```sh\nreboot\n```' }],
  ])('hold no command that %s brings along', (_, more) => {
    const { steps, blocks } = parseRunbook(proposalsRunbook([proposal({ command: 'ls', ...more })]));
    expect(blocks).toEqual([]);
    expect(steps.map((step) => step.blocks.map(({ commands }) => commands))).toEqual([[['ls']]]);
    expect(steps.flatMap(({ inline = [] }) => inline)).toEqual([]);
  });

  it('keep a fence inside a command, and show what is hidden', () => {
    const [step] = parseRunbook(proposalsRunbook([proposal({ command: 'cat <<E\n```\n````\nE\nls\u202e' })])).steps;
    expect(step!.blocks).toHaveLength(1);
    expect(step!.blocks[0]!.content).toContain('ls\\u202e');
  });
});

it('arguments are kept short, on one line and without secrets', () => {
  expect(loggedArguments({ a: 'x'.repeat(5_000) })).toMatch(/^.{2000}\.\.\. \(5008 characters\)$/);
  expect(loggedArguments(undefined)).toBe('');
  expect(loggedArguments({ t: 'ghp_abcdefghijklmnopqrstuvwxyz0123456789' })).not.toContain('ghp_abcdef');
});
