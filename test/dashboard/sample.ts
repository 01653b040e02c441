import { digestRun } from '../../src/dashboard/runDigest.ts';
import { dashboardHtml } from '../../src/dashboard/page.ts';
import { useOfRunbooks } from '../../src/dashboard/runbookUse.ts';
import { metricsOf } from '../../src/incident/metrics.ts';
import type { IncidentState } from '../../src/incident/state.ts';
import { Zone } from '../../src/incident/zone.ts';

export const zone = new Zone('Europe/Berlin');
export const now = '2026-05-01T00:00:00.000Z';

/** The lines of a log. */
export const log = (events: readonly unknown[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

/** The page that incidents and the logs of runs make. */
export function pageOf(states: readonly IncidentState[], logs: readonly string[], at = now): string {
  const metrics = metricsOf(states, { now: at, zone, slos: { '*': '99.9%' } });
  return dashboardHtml({ metrics, runbooks: useOfRunbooks(logs.map(digestRun), at), zone, now: at });
}
