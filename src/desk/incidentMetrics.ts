import * as vscode from 'vscode';
import { metricsOf, type Metrics } from '../incident/metrics.ts';
import { settings } from '../extension/ids.ts';
import type { KnownIncident } from './incidentBook.ts';
import { localZone } from './localZone.ts';

/** The numbers of incidents up to now, with the objectives of the settings. */
export function metricsFor(all: readonly KnownIncident[]): Metrics {
  const slos = vscode.workspace.getConfiguration().get<Record<string, string>>(settings.slos) ?? {};
  const states = all.map(({ state }) => state);
  return metricsOf(states, { now: new Date().toISOString(), zone: localZone(), slos });
}
