import { expect, test } from 'vitest';
import { checkedIncidentEvent } from '../../src/incident/fields.ts';
import { postmortemOf } from '../../src/incident/postmortem.ts';
import { postmortemMarkdown } from '../../src/incident/postmortemMarkdown.ts';
import { Zone } from '../../src/incident/zone.ts';
import { at, eventsOf } from './sample.ts';

const finding = { rule: 'require-timeout', path: 'src/pay.ts', line: 12 };
const note = (more: object) => ({
  v: 1,
  id: 'a',
  at: '2026-01-01T00:00:00Z',
  by: 'a',
  type: 'note',
  kind: 'action',
  text: 'x',
  ...more,
});

test('an action item carries the finding that it is about', () => {
  const events = [
    ...eventsOf({ incident: 'I', declared: '2026-01-01T00:00Z', phases: { resolved: '2026-01-01T01:00Z' } }),
    at('2026-01-01T00:30Z', { type: 'note', kind: 'action', text: 'No timeout on this fetch', finding }),
  ];
  const found = postmortemOf({ incident: { events, warnings: [] }, runs: [], now: '2026-01-02T00:00:00.000Z' });
  expect(found.actions).toMatchObject([{ text: 'No timeout on this fetch', finding }]);
  expect(postmortemMarkdown(found, new Zone('UTC'))).toMatch(
    /- \[ \] No timeout on this fetch \(`require-timeout` at `src\/pay\.ts:12`\) \(owner: unassigned, due: 2026-01-15\)/,
  );
});

test.each([
  [finding, finding],
  [{ ...finding, path: '../../etc/passwd' }, undefined],
  [{ ...finding, path: '/etc/passwd' }, undefined],
  [{ ...finding, line: 0 }, undefined],
  [{ ...finding, rule: 'a`b\n' }, undefined],
  ['require-timeout', undefined],
])('a finding of a log, %j, must be one', (given, kept) => {
  const read = checkedIncidentEvent(note({ finding: given }));
  expect('event' in read && read.event['finding']).toEqual(kept);
  expect('event' in read && read.dropped).toEqual(kept === undefined ? ['finding'] : []);
});
