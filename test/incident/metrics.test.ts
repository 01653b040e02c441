import { expect, test } from 'vitest';
import { reduceIncident } from '../../src/incident/reduce.ts';
import { metricsOf, type Metrics, type MetricsOptions } from '../../src/incident/metrics.ts';
import { metricsCsv, metricsJson, metricsLine, metricsMarkdown, metricsTable } from '../../src/incident/metricsText.ts';
import { metricsOpenMetrics } from '../../src/messages/openMetrics.ts';
import { Zone } from '../../src/incident/zone.ts';
import { at, DAY, eventsOf, HOUR, incident, MINUTE } from './sample.ts';

const utc = new Zone('UTC');
const options: MetricsOptions = { now: '2026-05-01T00:00:00.000Z', zone: utc, slos: { api: '99.9%' } };

/**
 * On paper, for April 2026 (30 days = 720 h), seen from 1 May 00:00 UTC:
 *
 * | id | services  | sev  | start  | declared | ack   | mitigated | resolved | detect | ack | mitigate | recover |
 * | A  | api       | SEV1 | 2nd 10:00 | 10:10 | 10:15 | 11:00     | 12:00    | 10     | 5   | 60       | 120     |
 * | B  | api, web  | SEV2 | 2nd 10:30 | 10:32 | 10:40 | -         | 11:30    | 2      | 8   | -        | 60      |
 * | C  | web       | SEV2 | -         | 9th 08:00 | 08:30 | 09:00 | 09:00    | -      | 30  | 60       | 60      |
 * | D  | api       | SEV1 | 30th 23:00 | 23:00 | -    | -         | open     | 0      | -   | -        | -       |
 *
 * api: A is 10:00-11:00, B is 10:30-11:30, together 10:00-11:30 = 90 min; D until now = 60 min; 150 min, 2 outages.
 * web: B 60 min, C 60 min; 120 min, 2 outages. Any service: 90 + 60 + 60 = 210 min, 3 outages.
 */
const april = [
  incident({
    incident: 'A',
    severity: 'SEV1',
    started: '2026-04-02T10:00Z',
    declared: '2026-04-02T10:10Z',
    phases: { acknowledged: '2026-04-02T10:15Z', mitigated: '2026-04-02T11:00Z', resolved: '2026-04-02T12:00Z' },
  }),
  incident({
    incident: 'B',
    services: ['api', 'web'],
    started: '2026-04-02T10:30Z',
    declared: '2026-04-02T10:32Z',
    phases: { acknowledged: '2026-04-02T10:40Z', resolved: '2026-04-02T11:30Z' },
  }),
  incident({
    incident: 'C',
    services: ['web'],
    declared: '2026-04-09T08:00Z',
    phases: { acknowledged: '2026-04-09T08:30Z', mitigated: '2026-04-09T09:00Z', resolved: '2026-04-09T09:00Z' },
  }),
  incident({ incident: 'D', severity: 'SEV1', started: '2026-04-30T23:00Z', declared: '2026-04-30T23:00Z' }),
];

const of = (metrics: Metrics, by: 'service' | 'severity' | 'month', key: string) =>
  metrics.incidents.by[by].find((one) => one.key === key)!;

test('the figures are those worked out on paper', () => {
  const metrics = metricsOf(april, options);
  expect([metrics.from, metrics.to]).toEqual(['2026-04-01T00:00:00.000Z', '2026-05-01T00:00:00.000Z']);
  const { all } = metrics.incidents;
  expect(all).toMatchObject({ incidents: 4, open: 1, downtime: 210 * MINUTE });
  expect(all.times).toEqual({
    detect: { count: 3, mean: 4 * MINUTE, median: 2 * MINUTE },
    acknowledge: { count: 3, mean: (43 / 3) * MINUTE, median: 8 * MINUTE },
    mitigate: { count: 2, mean: 60 * MINUTE, median: 60 * MINUTE },
    recover: { count: 3, mean: 80 * MINUTE, median: 60 * MINUTE },
  });
  expect(all.mtbf).toBe((720 * HOUR - 210 * MINUTE) / 3);
  expect(all.availability).toBeCloseTo(1 - 3.5 / 720, 12);
  // Only api has an objective: there is none for both.
  expect(all.budget).toBeUndefined();
});

test('by service: overlapping incidents are one outage, an open one counts until now', () => {
  const metrics = metricsOf(april, options);
  const api = of(metrics, 'service', 'api');
  expect(api).toMatchObject({ incidents: 3, open: 1, downtime: 150 * MINUTE });
  expect(api.mtbf).toBe((720 * HOUR - 150 * MINUTE) / 2);
  // 0.1 % of 720 h is 43.2 min; 150 min of them are 347 %.
  expect(api.budget!.allowed).toBeCloseTo(43.2 * MINUTE, 3);
  expect(api.budget!.burn).toBeCloseTo(150 / 43.2, 9);
  expect(of(metrics, 'service', 'web')).toMatchObject({ incidents: 2, downtime: 120 * MINUTE });
  expect(metrics.notes.join('\n')).toMatch(/D is open: its downtime counts until now/);
  expect(metrics.notes.join('\n')).toMatch(/C has no recorded start/);
});

test('by severity, as it is now', () => {
  const metrics = metricsOf(april, options);
  expect(of(metrics, 'severity', 'SEV1')).toMatchObject({ incidents: 2, open: 1, downtime: 120 * MINUTE });
  expect(of(metrics, 'severity', 'SEV2')).toMatchObject({ incidents: 2, downtime: 120 * MINUTE });
});

test('a month has the downtime of an incident that began before it', () => {
  const long = incident({
    incident: 'E',
    declared: '2026-03-31T22:00Z',
    phases: { resolved: '2026-04-01T03:00Z' },
  });
  const metrics = metricsOf([long], options);
  expect(of(metrics, 'month', '2026-03')).toMatchObject({ incidents: 1, downtime: 2 * HOUR });
  expect(of(metrics, 'month', '2026-04')).toMatchObject({ incidents: 0, downtime: 3 * HOUR });
  expect(of(metrics, 'month', '2026-04').mtbf).toBeUndefined();
});

test('months are those of the time zone, also the one that loses an hour', () => {
  const berlin = new Zone('Europe/Berlin');
  // 31 March 22:30 UTC is 1 April 00:30 in Berlin.
  const night = incident({ incident: 'N', declared: '2026-03-31T22:30Z', phases: { resolved: '2026-03-31T22:40Z' } });
  const before = incident({ incident: 'M', declared: '2026-03-10T10:00Z', phases: { resolved: '2026-03-10T11:00Z' } });
  const metrics = metricsOf([night, before], { ...options, zone: berlin });
  expect(metrics.from).toBe('2026-02-28T23:00:00.000Z');
  expect(of(metrics, 'month', '2026-04').incidents).toBe(1);
  const march = of(metrics, 'month', '2026-03');
  expect(march.mtbf).toBe(31 * DAY - HOUR - HOUR);
  // A duration across the change of clocks is that of the moments, not of the clocks.
  const across = incident({
    incident: 'X',
    declared: '2026-03-29T01:30+01:00',
    phases: { resolved: '2026-03-29T03:30+02:00' },
  });
  expect(metricsOf([across], options).incidents.all.times.recover.mean).toBe(HOUR);
});

test('a duration that would be negative is said and not counted', () => {
  const wrong = incident({
    incident: 'W',
    declared: '2026-04-03T10:00Z',
    started: '2026-04-03T10:00Z',
    phases: { acknowledged: '2026-04-03T09:50Z', resolved: '2026-04-03T09:00Z' },
  });
  const { incidents, notes } = metricsOf([wrong], options);
  expect(incidents.all).toMatchObject({ incidents: 1, open: 0, downtime: 0 });
  expect(incidents.all.times.acknowledge).toEqual({ count: 0, mean: undefined, median: undefined });
  expect(incidents.all.times.recover.count).toBe(0);
  expect(notes.filter((note) => note.includes('W: acknowledged'))).toHaveLength(1);
  expect(notes.join('\n')).toMatch(/not counted as downtime/);
});

test('drills are in no number of incidents', () => {
  const drill = incident({
    incident: 'T',
    drill: true,
    declared: '2026-04-05T10:00Z',
    phases: { acknowledged: '2026-04-05T10:01Z', resolved: '2026-04-05T13:00Z' },
  });
  const without = metricsOf(april, options);
  const metrics = metricsOf([...april, drill], options);
  expect(metrics.incidents).toEqual(without.incidents);
  expect(metrics.drills.all).toMatchObject({ incidents: 1, times: { acknowledge: { mean: MINUTE } } });
  // No format has a downtime, or what is worked out from one, for a drill; JSON as the others.
  const { drills, incidents } = JSON.parse(metricsJson(metrics)) as Metrics;
  for (const figures of [drills.all, ...Object.values(drills.by).flat()])
    expect(Object.keys(figures)).toEqual(['key', 'incidents', 'open', 'times']);
  expect(drills.all.times.acknowledge.mean).toBe(MINUTE);
  expect(incidents).toEqual(JSON.parse(JSON.stringify(without.incidents)));
});

test('an incident that came back has two outages and one time to recover', () => {
  const events = [
    ...eventsOf({ incident: 'R', declared: '2026-04-03T10:00Z', phases: { resolved: '2026-04-03T11:00Z' } }),
    at('2026-04-03T12:00Z', { type: 'reopened', reason: 'errors again' }),
    at('2026-04-03T12:30Z', { type: 'phase', phase: 'resolved' }),
  ];
  const { all } = metricsOf([reduceIncident(events)], options).incidents;
  expect(all).toMatchObject({ downtime: 90 * MINUTE, mtbf: (720 * HOUR - 90 * MINUTE) / 2 });
  expect(all.times.recover.mean).toBe(150 * MINUTE);
});

test('a drill long before moves no window but its own', () => {
  const drill = incident({
    incident: 'D',
    drill: true,
    declared: '2026-01-05T10:00Z',
    phases: { resolved: '2026-01-05T11:00Z' },
  });
  const real = metricsOf(april, options);
  const both = metricsOf([drill, ...april], options);
  expect(both.from).toBe(real.from);
  expect(both.incidents).toEqual(real.incidents);
  expect(both.drills.all.times.recover.count).toBe(1);
  expect(metricsOf([drill], options).from).toBe('2026-01-01T00:00:00.000Z');
});

test('the objective: from the settings, else as recorded, with its own window', () => {
  const one = incident({
    incident: 'S',
    slo: '99% over 10 days',
    declared: '2026-04-28T00:00Z',
    phases: { resolved: '2026-04-28T01:12Z' },
  });
  // 1 % of 10 days is 144 min; 72 of them are half.
  expect(of(metricsOf([one], { ...options, slos: {} }), 'service', 'api').budget!.burn).toBeCloseTo(0.5, 9);
  expect(of(metricsOf([one], options), 'service', 'api').budget!.slo).toBe('99.9%');
  const bad = metricsOf([one], { ...options, slos: { api: 'as good as it gets' } });
  expect(of(bad, 'service', 'api').budget).toBeUndefined();
  expect(bad.notes.join('\n')).toMatch(/SLO of api/);
});

test('nothing known, nothing claimed', () => {
  const { incidents, notes } = metricsOf([], options);
  expect(incidents.all).toMatchObject({ incidents: 0, downtime: 0 });
  expect(incidents.all.mtbf).toBeUndefined();
  expect(notes).toEqual([]);
  const future = metricsOf([incident({ incident: 'F', declared: '2027-01-01T00:00Z' })], options);
  expect(future.incidents.all.incidents).toBe(0);
  expect(future.notes[0]).toMatch(/future/);
});

test('formats: table, JSON, CSV and OpenMetrics tell the same', () => {
  const hostile = incident({
    incident: 'H',
    services: ['a"b\\c,\n', '=cmd()'],
    declared: '2026-04-04T10:00Z',
    phases: { resolved: '2026-04-04T10:30Z' },
  });
  const metrics = metricsOf([...april, hostile], options);
  const table = metricsTable(metrics);
  expect(table).toContain('1 h 7 min 30 s / 1 h (4)');
  expect(table).toContain('MTBF = (window - downtime)');
  expect((JSON.parse(metricsJson(metrics)) as Metrics).incidents.all.incidents).toBe(5);
  const csv = metricsCsv(metrics);
  expect(csv).toContain("incident,service,'=cmd()");
  expect(csv).toContain('"a""b\\c,');
  const text = metricsOpenMetrics(metrics);
  expect(text.endsWith('# EOF\n')).toBe(true);
  expect(text).toContain('breakwater_downtime_seconds{kind="incident",group="service",service="api"} 9000\n');
  expect(text).toContain('service="a\\"b\\\\c,\\n"');
  const sample = /^[a-z_]+\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\} -?[\d.e+-]+$/;
  for (const line of text.trimEnd().split('\n')) expect(line).toMatch(line.startsWith('#') ? /^# / : sample);
});

test('the same as Markdown, in which a name is no markup, and the most asked on one line', () => {
  const found = metricsOf(april, options);
  const text = metricsMarkdown(found);
  for (const part of ['# Incident metrics', '## By service', '## By severity', '## By month', '## Formulas'])
    expect(text).toContain(part);
  // The cells are those of the table in the terminal.
  const all = /^\| All \| (.*) \|$/m.exec(text)?.[1]?.split(' | ') ?? [];
  for (const one of all) expect(metricsTable(found)).toContain(one);
  expect(all).toHaveLength(10);
  // acknowledge: (5 + 8 + 30) / 3 min; recover: (120 + 60 + 60) / 3 min; availability: 1 - 210 / 43,200.
  expect(metricsLine(found)).toContain('MTTA 14 min 20 s, MTTR 1 h 20 min, MTBF ');
  expect(metricsLine(found)).toContain('availability 99.514 %');
  const odd = incident({ incident: 'O', services: ['<b>a|b'], declared: '2026-04-02T10:00Z' });
  expect(metricsMarkdown(metricsOf([odd], options))).toContain('| &lt;b>a\\|b |');
});

test('of no incident the line says that nothing is known', () => {
  expect(metricsLine(metricsOf([], options))).toMatch(/^MTTA -, MTTR -, MTBF -/);
});
