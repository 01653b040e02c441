import { describe, expect, test } from 'vitest';
import { digestRun } from '../../src/dashboard/runDigest.ts';
import { useOfRunbooks } from '../../src/dashboard/runbookUse.ts';
import { runbooksHtml } from '../../src/dashboard/runbooksHtml.ts';
import { Zone } from '../../src/incident/zone.ts';
import { incident } from '../incident/sample.ts';
import { book, runOf, usual } from '../incident/runs.ts';
import { log, now, pageOf } from './sample.ts';

const [look, restart] = book.steps as [(typeof book.steps)[0], (typeof book.steps)[0]];

/** A run whose first step takes so many minutes. */
function looking(run: string, begin: string, minutes: number, start: object = {}): string {
  const { events } = runOf(run, begin, [
    [0, { type: 'step-entered', step: look.id, title: look.title }],
    [minutes, { type: 'step-ticked', step: look.id, title: look.title }],
    [minutes + 1, { type: 'run-ended', outcome: 'done' }],
  ]);
  return log([{ ...events[0], ...start }, ...events.slice(1)]);
}

describe('the use of runbooks', () => {
  test('counts runs and drills, and works out steps by hand', () => {
    const use = useOfRunbooks(
      [
        looking('a', '2026-04-01T10:00:00Z', 2),
        looking('b', '2026-04-02T10:00:00Z', 4),
        looking('c', '2026-04-03T10:00:00Z', 12),
        // 60 and 90 minutes are in no median: one is a drill, one executed nothing.
        looking('d', '2026-04-20T10:00:00Z', 60, { drill: true }),
        looking('e', '2026-04-30T10:00:00Z', 90, { dryRun: true }),
        log(usual('f', '2026-03-01T10:00:00Z').events.slice(0, 3)),
      ].map(digestRun),
      now,
    );
    expect(use.notes).toEqual(['1 run not counted: a dry run, which executes nothing.']);
    expect(use.runbooks).toEqual([
      {
        path: 'runbooks/cache.md',
        title: 'Cache down',
        runs: 4,
        open: 1,
        drills: 1,
        lastRun: '2026-04-03T10:00:00.000Z',
        lastDrill: '2026-04-20T10:00:00.000Z',
        idleDays: 10,
        // 2, 4 and 12 minutes: median 4, mean 6.
        steps: [{ title: 'Look at the cache', count: 3, median: 240_000, mean: 360_000 }],
      },
    ]);
  });

  test('a drill is overdue by the front matter that the latest run saw', () => {
    const run = (at: string, every: string): string =>
      log([
        {
          ...usual('a', at).events[0],
          runbook: { path: 'a.md', title: 'A', hash: '', snapshot: `---\n${every}\n---\n# A\n` },
        },
      ]);
    const seen = (...logs: string[]): string =>
      runbooksHtml(useOfRunbooks(logs.map(digestRun), now).runbooks, new Zone('UTC'));
    expect(seen(run('2026-04-20T10:00:00Z', 'drillEvery: 7d'))).toContain('drill overdue (every 7 days)');
    expect(seen(run('2026-04-20T10:00:00Z', 'drillEvery: 60d'))).not.toContain('drill overdue (');
    expect(seen(run('2026-04-20T10:00:00Z', 'owner: a'))).not.toContain('drill overdue (');
    // It was changed since.
    const before = run('2026-04-10T10:00:00Z', 'drillEvery: 1d');
    expect(seen(before, run('2026-04-20T10:00:00Z', 'drillEvery: 60d'))).not.toContain('drill overdue (');
  });

  test.each([
    ['torn lines', '{"type":"run-started","run":\n', 'no-start'],
    ['a foreign file', '{"hello":1}\nno JSON\n', 'no-start'],
    ['a beginning without a runbook', log([{ type: 'run-started', at: now, by: 'x' }]), 'no-start'],
    ['a newer log', log([{ v: 2, type: 'run-started', at: now, by: 'x', runbook: { path: 'a.md' } }]), 'newer'],
  ])('%s are said, not counted', (_, text, why) => {
    expect(digestRun(text)).toBe(why);
    expect(useOfRunbooks([digestRun(text)], now).notes).toHaveLength(1);
  });

  test('output that looks like an event is none, merged lines count once, and spaces in JSON do not matter', () => {
    const { events } = usual();
    const output = { v: 1, id: 'o', at: events[3]!.at, by: 'x', type: 'block-output', text: '"type":"step-ticked"' };
    const spaced = [...events, output, ...events].map((event) =>
      JSON.stringify(event, undefined, 1).replace(/\n/g, ' '),
    );
    expect(digestRun(spaced.join('\n'))).toEqual(digestRun(log(events)));
    expect(digestRun(log(events))).toMatchObject({ ended: true, steps: [{ took: 120_000 }, { title: restart.title }] });
  });

  test('a run in the future is a wrong clock, and said', () => {
    const { runbooks, notes } = useOfRunbooks([digestRun(looking('a', '2027-01-01T00:00:00Z', 1))], now);
    expect([runbooks, notes]).toEqual([[], ['1 run not counted: would begin in the future: a clock is wrong.']]);
  });
});

describe('the page', () => {
  const states = [
    incident({
      incident: 'A',
      services: ['api'],
      severity: 'SEV1',
      declared: '2026-03-02T10:00Z',
      started: '2026-03-02T09:50Z',
      phases: { acknowledged: '2026-03-02T10:04Z', resolved: '2026-03-02T10:50Z' },
    }),
    incident({
      incident: 'B',
      services: ['api', '<img src=x onerror=alert(1)>'],
      declared: '2026-04-02T10:00Z',
      phases: { acknowledged: '2026-04-02T10:08Z', resolved: '2026-04-02T12:00Z' },
    }),
    incident({ incident: 'C', services: ['web'], declared: '2026-04-30T22:00Z' }),
    incident({ incident: 'D', services: ['api'], declared: '2026-04-10T10:00Z', drill: true }),
  ];
  const page = pageOf(states, [log(usual().events)]);
  const text = page.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, ' ');

  test('states numbers that were worked out by hand, with their formulas', () => {
    // 4 and 8 minutes; 60 minutes from the start of impact and 2 hours from detection.
    expect(text).toMatch(
      /MTTA\)\s+6 min\s+median; mean 6 min; of 2\s+MTTA: time to acknowledge = acknowledged - detected/,
    );
    expect(text).toMatch(/MTTR\)\s+1 h 30 min\s+median; mean 1 h 30 min; of 2/);
    expect(text).toMatch(/Incidents\s+3\s+1 open/);
    expect(text).toMatch(/C is open: its downtime counts until now/);
    expect(text).toMatch(/Incident drills\s+In none of the numbers above/);
    expect(text).toMatch(/Cache down \(runbooks\/cache\.md\)\s+1\s+0\s+2026-04-02\s+never\s+28 days ago/);
    expect(text).toMatch(/Time of a step = checked off - entered/);
  });

  test('is one file of HTML in which nothing runs and every text is a text', () => {
    expect(page).not.toMatch(/<(?:script|img|iframe|link|object|a)\b|<[^>]*\son\w+=/i);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    const tags = [...page.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].filter(([, , tag, own]) => tag !== 'meta' && !own);
    const named = (slash: string): string[] => tags.filter(([, one]) => one === slash).map(([, , tag]) => tag!);
    expect(named('').toSorted()).toEqual(named('/').toSorted());
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, named] of page.matchAll(/aria-labelledby="([^"]*)"/g))
      for (const id of named!.split(' ')) expect(ids).toContain(id);
  });

  test('each plot says in words what it shows', () => {
    expect(page).toMatch(/<desc id="month-acknowledge-said">2026-03: 4 min \/ 4 min \(1\); 2026-04: 8 min/);
    expect(page.match(/<svg class="columns"/g)?.length).toBe(page.match(/<desc /g)?.length);
    expect(page).toMatch(/<th scope="row">api<\/th><td aria-hidden="true"><svg class="bar"/);
  });

  test('without incidents and runs it says so', () => {
    const empty = pageOf([], []);
    expect(empty).toContain('No incident recorded yet');
    expect(empty).toContain('No recorded run of a runbook was found');
  });
});
