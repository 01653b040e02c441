import { resolve } from 'node:path';
import { cleanLine } from '../incident/clean.ts';
import { appendToIncident, readIncidents, workspaceOf, type StoredIncident } from '../processes/incidentLogs.ts';
import { complain } from './output.ts';
import { INCIDENTS_FOLDER, RUNS_FOLDER } from './runsFolder.ts';

export interface StartedRun {
  readonly run: string;
  /** Absolute folder of its log. */
  readonly runs: string;
  /** The runbook. */
  readonly file: string;
  readonly drill: boolean;
}

/**
 * A run that begins while an incident is open belongs to it, as in the editor; a drill's run belongs to a drill. Where
 * several are open and none follows this runbook, the responder decides. What fails here is told and stops nothing.
 */
export async function joinIncident(started: StartedRun): Promise<void> {
  // Incidents look for their runs there.
  if (started.runs !== resolve(RUNS_FOLDER)) return;
  try {
    const open = (await readIncidents(INCIDENTS_FOLDER, () => undefined)).filter((one) => mayHold(one, started));
    const own = open.find(
      ({ state }) => state.runbook !== undefined && inWorkspace(state.runbook) === resolve(started.file),
    );
    const chosen = own ?? (open.length === 1 ? open[0] : undefined);
    if (chosen === undefined) return tellChoice(open, started);
    await appendToIncident(INCIDENTS_FOLDER, chosen.name, [{ type: 'run-linked', run: started.run }]);
    const { incident, title } = chosen.state;
    complain(
      `breakwater: This run belongs to ${started.drill ? 'drill' : 'incident'} ${incident} (${cleanLine(title)}).`,
    );
  } catch (error) {
    complain(`breakwater: ${(error as Error).message}`);
  }
}

function mayHold({ state, content }: StoredIncident, { drill }: StartedRun): boolean {
  const open = state.declared !== undefined && (state.status === 'open' || state.status === 'mitigated');
  return open && state.drill === drill && content.refused === undefined;
}

function inWorkspace(path: string): string {
  return resolve(workspaceOf(INCIDENTS_FOLDER), path);
}

function tellChoice(open: readonly StoredIncident[], { run }: StartedRun): void {
  if (open.length === 0) return;
  complain(
    `breakwater: ${open.length} incidents are open. To add this run to one: ` +
      `breakwater incident link ${run} --incident ${open.map(({ state }) => state.incident).join(' | ')}`,
  );
}
