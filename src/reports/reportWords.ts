import type { RunReport } from './report.ts';

/** How a run ended, in words. */
export const outcomeNames: Readonly<Record<RunReport['outcome'], string>> = {
  open: 'Not finished',
  done: 'Finished',
  incomplete: 'Finished, incomplete',
  abandoned: 'Abandoned',
};

/** `1.2 s`, `3 min 4 s`. @param milliseconds at least 0. */
export function timeTaken(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What stands at the head of a report, by name, in order. */
export function reportFacts(report: RunReport): readonly (readonly [string, string])[] {
  const { outcome, summary, startedAt, endedAt, path, run, drill, dryRun, severity, roles } = report;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Outcome', outcomeNames[outcome]],
    ['Steps', summary],
    ['Kind', dryRun ? 'dry run' : drill ? 'drill' : undefined],
    ['Severity', severity],
    ...Object.entries(roles),
    ['Started', startedAt],
    ['Ended', endedAt],
    ['Runbook', path],
    ['Run', run],
  ];
  return facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}
