import { describe, expect, test } from 'vitest';
import { pageHtml } from '../../src/dashboard/postmortemHtml.ts';
import { postmortemOf, type PostmortemSource } from '../../src/incident/postmortem.ts';
import { postmortemMarkdown, timelineMarkdown } from '../../src/incident/postmortemMarkdown.ts';
import { mergePage, region } from '../../src/text/regions.ts';
import { Zone } from '../../src/incident/zone.ts';
import { at, eventsOf, MINUTE } from './sample.ts';
import { usual } from './runs.ts';

const berlin = new Zone('Europe/Berlin');
const incident = [
  ...eventsOf({
    incident: 'I-1',
    severity: 'SEV1',
    services: ['shop', 'cache'],
    started: '2026-04-02T10:00Z',
    declared: '2026-04-02T10:10Z',
    phases: { acknowledged: '2026-04-02T10:15Z', mitigated: '2026-04-02T10:40Z', resolved: '2026-04-02T11:00Z' },
  }),
  at('2026-04-02T10:20Z', { type: 'role', role: 'scribe', person: 'grace' }),
  at('2026-04-02T10:21Z', {
    type: 'note',
    kind: 'observation',
    text: 'Errors <b>rise</b> | a_b',
    evidence: '503 | 503',
  }),
  at('2026-04-02T10:22Z', { type: 'note', kind: 'action', text: 'Alert on evictions' }),
  at('2026-04-02T10:23Z', { type: 'run-linked', run: 'run-1' }),
].sort((a, b) => (a.at < b.at ? -1 : 1));
const source: PostmortemSource = {
  incident: { events: incident, warnings: [] },
  runs: [usual()],
  now: '2026-04-10T00:00:00.000Z',
};
const page = (from: PostmortemSource = source): string => postmortemMarkdown(postmortemOf(from), berlin);

test('the figures are those of the log', () => {
  const { durations, downtime, services, status } = postmortemOf(source);
  expect({ durations, downtime, services, status }).toEqual({
    durations: { detect: 10 * MINUTE, acknowledge: 5 * MINUTE, mitigate: 40 * MINUTE, recover: 60 * MINUTE },
    downtime: 40 * MINUTE,
    services: ['shop', 'cache'],
    status: 'resolved',
  });
});

test('has all parts, in both times, and names roles in the timeline', () => {
  const text = page();
  for (const part of [
    '## Summary',
    '## Impact',
    '## Detection, response and recovery',
    '## Timeline',
    '## Root cause and contributing factors',
    '## What went well',
    '## What went badly',
    '## Where we were lucky',
    '## Action items',
    '## Deviations from the runbook',
    '## Patch for the runbook',
  ])
    expect(text).toContain(`\n${part}\n`);
  expect(text).toContain('| Recovery | 1 h |');
  expect(text).toContain('| 2026-04-02 10:15:00 UTC (12:15:00 Europe/Berlin) | responder | Acknowledged |');
  expect(text).toContain(
    '| scribe | Command run `kubectl -n shop-prod rollout restart statefulset/cache` (timed out after 10 s)',
  );
  expect(text).toContain('*Nothing recorded for 17 min*');
  expect(text).toContain('Observation: Errors &lt;b>rise&lt;/b> \\| a_b Evidence: `503 \\| 503`');
  expect(text).toContain('- [ ] Alert on evictions (owner: unassigned, due: 2026-04-16)');
  expect(text).toContain('```diff\n--- a/runbooks/cache.md');
});

test('a bare run is exported the same way', () => {
  const text = page({ runs: [usual()], now: '2026-04-10T00:00:00.000Z' });
  expect(text).toMatch(/^# Record of a run: Cache down\n/);
  expect(text).toContain('Run of Cache down, which took 32 min.');
  expect(text).toContain('Edited before it ran');
});

test('a run that is gone, an open incident and unreadable lines are said', () => {
  const text = page({
    incident: { events: incident.slice(0, 2), warnings: ['One line of this log was unreadable and skipped.'] },
    runs: [{ run: 'gone', events: [], warnings: [] }],
    now: '2026-04-10T00:00:00.000Z',
  });
  expect(text).toContain("Run gone: its log isn't in this folder");
  expect(text).toContain('This incident is not resolved');
  expect(text).toContain('One line of this log was unreadable');
});

describe('writing it again', () => {
  const later: PostmortemSource = {
    ...source,
    incident: { events: [...incident, at('2026-04-02T12:00Z', { type: 'closed' })], warnings: [] },
  };

  test('keeps what people wrote, and brings the rest up to date', () => {
    const written = page().replace('## What went well\n\n- ', '## What went well\n\n- The alert came first.');
    const { text, kept, notes } = mergePage(written, page(later))!;
    expect(text).toContain('- The alert came first.');
    expect(text).toContain('| Status | closed |');
    expect([kept, notes]).toEqual([[], []]);
    expect(mergePage(text, page(later))!.text).toBe(text);
  });

  test('keeps a region that was edited, and says so; an emptied one is written again', () => {
    const edited = page().replace('| Status | resolved |', '| Status | all good |');
    const { text, kept, notes } = mergePage(edited, page(later))!;
    expect(text).toContain('| Status | all good |');
    expect(kept).toEqual(['facts']);
    expect(notes).toEqual([expect.stringMatching(/`facts` was edited by hand/)]);
    const emptied = page().replace(/(begin facts -->)[\s\S]*?(<!-- breakwater:end facts)/, '$1\n$2');
    expect(mergePage(emptied, page(later))!.text).toContain('| Status | closed |');
  });

  test('keeps the lines of a run whose log is gone, and says so; an emptied region is written without them', () => {
    const gone: PostmortemSource = { ...later, runs: later.runs.map((run) => ({ ...run, events: [] })) };
    const fresh = postmortemOf(gone);
    expect(fresh.unread).toEqual(later.runs.map(({ run }) => run));
    const { text, kept, notes } = mergePage(page(), page(gone), fresh.unread)!;
    expect(kept).toContain('timeline');
    expect(notes[0]).toMatch(/stays as it is: the log of .+ can't be read/);
    const timeline = (of: string): string => /begin timeline -->([\s\S]*?)<!-- breakwater:end timeline/.exec(of)![1]!;
    expect(timeline(text)).toBe(timeline(page()));
    expect(text).toContain('| Status | closed |');
    expect(timeline(mergePage(text, page(gone), fresh.unread)!.text)).toBe(timeline(page()));
    const emptied = text.replace(/(begin timeline -->)[\s\S]*?(<!-- breakwater:end timeline)/, '$1\n$2');
    expect(timeline(mergePage(emptied, page(gone), fresh.unread)!.text)).toBe(timeline(page(gone)));
  });

  test('keeps ends of lines and what an editor formatted; a removed region stays removed', () => {
    const windows = page().replaceAll('\n', '\r\n');
    expect(mergePage(windows, page(later))!.text).not.toMatch(/[^\r]\n/);
    const padded = page()
      .replace('| Status | resolved |', '| Status   | resolved |')
      .replace('| --- | --- |', '| -------- | --- |');
    expect(mergePage(padded, page(later))!.kept).toEqual([]);
    const removed = page().replace(/<!-- breakwater:begin patch[\s\S]*end patch \w+ -->/, 'See the ticket.');
    expect(mergePage(removed, page(later))!.text).toContain('See the ticket.');
  });

  test('a page without regions is not ours; a broken mark is said and nothing of it is lost', () => {
    expect(mergePage('# Notes\n', page())).toBeUndefined();
    const broken = page().replace(/<!-- breakwater:end impact \w+ -->\n/, 'By hand.\n');
    const { text, notes } = mergePage(broken, page(later))!;
    expect(text).toContain('By hand.');
    expect(text).toContain('| Status | closed |');
    expect(notes.join()).toMatch(/`impact` of the page has no matching marks/);
  });

  test('a note cannot forge a mark', () => {
    const forged = region('timeline', 'x').split('\n').join(' ');
    const note = at('2026-04-02T10:30Z', {
      type: 'note',
      kind: 'decision',
      text: `<!-- breakwater:end timeline -->\n${forged}`,
    });
    const fresh = page({ ...source, incident: { events: [...incident, note], warnings: [] } });
    expect(mergePage(fresh, fresh)).toEqual({ text: fresh, kept: [], broken: [], notes: [] });
  });
});

test('the HTML is one file without scripts in which every text is escaped', () => {
  const note = at('2026-04-02T10:30Z', {
    type: 'note',
    kind: 'decision',
    text: '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://e.example/p.png)',
  });
  const written = page({ ...source, incident: { events: [...incident, note], warnings: [] } }).replace(
    '## What went well\n\n- ',
    '## What went well\n\n- <iframe src="https://e.example"></iframe> "by hand" [link](javascript:alert(2)) ![z](https://e.example/q.png)',
  );
  const html = pageHtml(written, 'I-1 "</title><script>');
  expect(html.match(/<(?:script|iframe|img|link|object|embed|form)\b/gi)).toBeNull();
  expect(html).not.toMatch(/href="javascript|<[^>]*\bsrc=|url\(/);
  expect(html).toContain('&lt;script&gt;alert(1)');
  expect(html).toContain('by hand');
  expect(html).toContain("default-src 'none'");
  expect(html).toContain('☐ Alert on evictions');
  expect(html).not.toContain('breakwater:begin');
});

test('the timeline by itself has facts, times and entries of the post-mortem, and nothing to fill in', () => {
  const text = timelineMarkdown(postmortemOf(source), berlin);
  expect(text).toMatch(/^# Timeline: Outage I-1\n/);
  const rows = page().split('\n');
  const table = text
    .slice(text.indexOf('## What happened'))
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(table.length).toBeGreaterThan(8);
  for (const row of table) expect(rows).toContain(row);
  expect(text).not.toContain('breakwater:begin');
  expect(text).not.toContain('Action items');
  expect(timelineMarkdown(postmortemOf({ ...source, incident: undefined }), berlin)).not.toContain('## Times');
});
