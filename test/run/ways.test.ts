import { expect, test } from 'vitest';
import { statesOf } from '../../src/run/itemState.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { blocksUpTo } from '../../src/walk/plan.ts';
import { Ways } from '../../src/run/ways.ts';
import { Reduction } from '../../src/record/reduce.ts';
import type { RunState } from '../../src/record/state.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf, choiceText, waysNamed } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const tab = (name: string, text: string): string => `=== "${name}"\n${text.replace(/^(?=.)/gm, '    ')}\n`;
const book = (text: string): Runbook => parseRunbook(`# Book\n\n${text}`);
const install = `## Install\n\n${tab('Helm', sh('echo a'))}${tab('kubectl', sh('echo b'))}`;

function after(runbook: Runbook, ...ran: readonly string[]): RunState {
  const state = new Reduction().state(runbook, []);
  const executions = ran.map((command, i) => {
    const { id } = allBlocks(runbook).find(({ commands }) => commands[0] === command)!;
    return [
      id,
      { block: id, execution: String(i), status: 'succeeded', startedAt: `2026-01-01T00:00:0${i}Z` },
    ] as const;
  });
  return { ...state, executions: Object.fromEntries(executions) as unknown as RunState['executions'] };
}

test('the ways of a runbook, each choice by itself', () => {
  expect(choicesOf(book(install)).map(choiceText)).toEqual(['"Helm" (line 5) or "kubectl" (line 11)']);
  // Two choices of the same names, and one that holds no command.
  const again = install.replace('Install', 'Remove');
  expect(choicesOf(book(`${install}${again}`))).toHaveLength(2);
  expect(choicesOf(book(`## Look\n\n${tab('Helm', 'Open it.\n')}${tab('kubectl', 'Close it.\n')}`))).toEqual([]);
  expect(choicesOf(book(`## 1. A\n${sh('echo a')}## 2. B\n${sh('echo b')}`))).toEqual([]);
});

test('a way is named by its name, its beginning or a line', () => {
  const runbook = book(`## Option 1: Helm\n${sh('echo a')}\n## Option 10: kubectl\n${sh('echo b')}`);
  const named = (said: string): string[] => waysNamed(runbook, said).map(({ way }) => way.name);
  expect(named('option 1')).toEqual(['Option 1: Helm']);
  expect(named('Option 10: kubectl')).toEqual(['Option 10: kubectl']);
  expect(named('6')).toEqual(['Option 1: Helm']);
  expect(named('opt')).toEqual([]);
});

test('what has run on one way stands for the others', () => {
  const runbook = book(`${install}\n## Check\n${sh('echo c')}`);
  const upTo = (state: RunState): string[] =>
    blocksUpTo(runbook, state, allBlocks(runbook).at(-1)!.id).flatMap(({ commands }) => commands);
  expect(upTo(after(runbook))).toEqual(['echo a', 'echo b', 'echo c']);
  expect(upTo(after(runbook, 'echo a'))).toEqual(['echo c']);
  const states = statesOf(runbook, after(runbook, 'echo a'));
  expect(states.steps[runbook.steps[0]!.id]?.text).toBe('succeeded, not checked off');
});

test('the way that was chosen, or started last, is the one that is gone', () => {
  const runbook = book(install);
  const [choice] = choicesOf(runbook);
  const lines = allBlocks(runbook).map(({ line }) => line);
  const ways = new Ways();
  const kinds = (state: RunState): string[] => lines.map((line) => ways.standpoint(runbook, line, state).kind);
  expect(kinds(after(runbook))).toEqual(['open', 'open']);
  expect(kinds(after(runbook, 'echo b'))).toEqual(['elsewhere', 'on-the-way']);
  expect(kinds(after(runbook, 'echo b', 'echo a'))).toEqual(['on-the-way', 'elsewhere']);
  ways.choose(choice!, choice!.ways[1]!);
  expect(kinds(after(runbook, 'echo a'))).toEqual(['elsewhere', 'on-the-way']);
  ways.started(runbook, lines[0]!);
  expect(kinds(after(runbook))).toEqual(['on-the-way', 'elsewhere']);
});
