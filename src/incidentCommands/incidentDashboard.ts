import { dashboardHtml } from '../dashboard/page.ts';
import { digestRun } from '../dashboard/runDigest.ts';
import { useOfRunbooks } from '../dashboard/runbookUse.ts';
import { metricsOf } from '../incident/metrics.ts';
import { unmetObjective } from '../messages/objectives.ts';
import { RunTexts } from '../processes/runTexts.ts';
import { objectivesOf, put, type Folders } from './incidentReports.ts';
import { allIncidents } from '../commandLine/incidentStore.ts';
import { Problem } from '../commandLine/problem.ts';
import { windowOf, zoneOf } from './incidentTime.ts';

export interface DashboardFlags extends Folders {
  readonly output?: string;
  readonly since?: string;
  readonly until?: string;
  readonly slo: readonly string[];
}

const MAX_RUNS = 5_000;

/** `incident dashboard` */
export async function dashboard(flags: DashboardFlags): Promise<void> {
  const zone = zoneOf(flags.timeZone);
  const now = new Date();
  const span = windowOf(flags, now);
  const slos = objectivesOf(flags.slo);
  const notes: string[] = [];
  const warn = (sentence: string): void => void notes.push(sentence);
  const incidents = await allIncidents(flags.incidents, warn);
  const digests = await new RunTexts(digestRun).read([flags.runs], { limit: MAX_RUNS, warn });
  const at = now.toISOString();
  const states = incidents.map(({ state }) => state);
  const unmet = unmetObjective(states, slos);
  if (unmet !== undefined) throw new Problem(unmet);
  const page = dashboardHtml({
    metrics: metricsOf(states, { now: at, zone, slos, ...span }),
    runbooks: useOfRunbooks(digests, at),
    zone,
    now: at,
    notes,
  });
  await put(flags.output, page, 'html');
}
