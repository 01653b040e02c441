import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { declarationOf } from '../../src/incident/declaration.ts';
import { appendToIncident, readIncidents, readLinkedRuns } from '../../src/processes/incidentLogs.ts';
import { usual } from '../incident/runs.ts';

let folder: string;
const incidents = (): string => join(folder, '.breakwater/incidents');
const declared = (incident: string) => declarationOf({ incident, title: 'Down', commander: 'Ada' });
const none = (sentence: string): never => {
  throw new Error(sentence);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incidents-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what was added is read again, and holds no secret', async () => {
  const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
  await appendToIncident(incidents(), 'i-1', [declared('i-1')]);
  await appendToIncident(incidents(), 'i-1', [
    { type: 'note', kind: 'observation', text: 'seen', evidence: `a ${token} b` },
  ]);
  const [found] = await readIncidents(incidents(), none);
  expect(found?.state.notes[0]?.evidence).toMatch(/^a \S+ b$/);
  expect(readFileSync(join(incidents(), 'i-1.jsonl'), 'utf8')).not.toContain(token);
});

test('a folder that is not there holds none', async () => {
  expect(await readIncidents(incidents(), none)).toEqual([]);
});

test('bytes that are no UTF-8 are told of, with their line; letters that are, and a sign in their place, are not', async () => {
  await appendToIncident(incidents(), 'i-1', [declared('i-1')]);
  await appendToIncident(incidents(), 'i-1', [{ type: 'note', kind: 'observation', text: 'über \uFFFD Zeile' }]);
  const file = join(incidents(), 'i-1.jsonl');
  expect((await readIncidents(incidents(), none))[0]?.content.warnings).toEqual([]);
  const bytes = readFileSync(file);
  bytes.writeUInt8(0xff, bytes.indexOf('Zeile'));
  writeFileSync(file, bytes);
  const [found] = await readIncidents(incidents(), none);
  expect(found?.content.warnings).toEqual(["Line 2 of i-1.jsonl isn't UTF-8: some of its characters are lost."]);
  expect(found?.state.notes).toHaveLength(1);
});

test('logs of one incident from several responders are one incident', async () => {
  await appendToIncident(incidents(), 'i-1', [declared('i-1')]);
  const first = readFileSync(join(incidents(), 'i-1.jsonl'), 'utf8');
  writeFileSync(join(incidents(), 'i-1.bob.jsonl'), first);
  await appendToIncident(incidents(), 'i-1.bob', [{ type: 'note', kind: 'decision', text: 'Fail over' }]);
  await appendToIncident(incidents(), 'i-2', [declared('i-2')]);
  const found = await readIncidents(incidents(), none);
  expect(found.map(({ state, content }) => [state.incident, content.events.length]).sort()).toEqual([
    ['i-1', 2],
    ['i-2', 1],
  ]);
});

test('a run is read from the first folder that has it; one that is nowhere, or no name, has no events', async () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  const { events } = usual();
  writeFileSync(join(own, 'run-1.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const runs = await readLinkedRuns([join(folder, 'missing'), own], ['run-1', 'gone', '../x']);
  expect(runs.map(({ run, events: found }) => [run, found.length])).toEqual([
    ['run-1', events.length],
    ['gone', 0],
    ['../x', 0],
  ]);
});

test('what cannot be written is one sentence', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(appendToIncident(join(folder, 'file/incidents'), 'i-1', [declared('i-1')])).rejects.toThrow(
    /^couldn't save the incident in .*file.incidents: part of the path is a file$/,
  );
});

test('what is no log of an incident is said and is none; what has lost its declaration goes by its name', async () => {
  await appendToIncident(incidents(), 'i-1', [declared('i-1')]);
  writeFileSync(join(incidents(), 'empty.jsonl'), '');
  writeFileSync(join(incidents(), 'foreign.jsonl'), '{"level":"info"}\n');
  mkdirSync(join(incidents(), 'folder.jsonl'));
  writeFileSync(join(incidents(), 'README.md'), 'Incidents');
  await appendToIncident(incidents(), 'torn', [{ type: 'note', kind: 'decision', text: 'Fail over' }]);
  const said: string[] = [];
  const found = await readIncidents(incidents(), (sentence) => said.push(sentence));
  expect(found.map(({ state }) => state.incident)).toEqual(['i-1', 'torn']);
  expect(said.toSorted()).toEqual(
    [
      `${join(incidents(), 'empty.jsonl')} holds nothing of an incident.`,
      `${join(incidents(), 'folder.jsonl')} isn't a plain file: skipped.`,
      `${join(incidents(), 'foreign.jsonl')} holds nothing of an incident. Line 1 of foreign.jsonl isn't Breakwater's.`,
    ].toSorted(),
  );
});

test('what was cut off stays, and whoever goes on is told once where', async () => {
  const said: string[] = [];
  const tell = (sentence: string): number => said.push(sentence);
  const file = join(incidents(), 'i-1.jsonl');
  await appendToIncident(incidents(), 'i-1', [declared('i-1')], tell);
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, `${before}{"type":"no`);
  for (const text of ['one', 'two'])
    await appendToIncident(incidents(), 'i-1', [{ type: 'note', kind: 'decision', text }], tell);
  expect(said).toEqual([expect.stringMatching(/^Line 2 of \S+i-1\.jsonl was cut off, as by a crash: it stays there/)]);
  expect(readFileSync(file, 'utf8').startsWith(`${before}{"type":"no\n`)).toBe(true);
  const [found] = await readIncidents(incidents(), tell);
  expect([found!.state.notes.map((note) => note.text), found!.content.warnings]).toEqual([
    ['one', 'two'],
    ['Line 2 of i-1.jsonl was unreadable and skipped.'],
  ]);
});
