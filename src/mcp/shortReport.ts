import type { ReportResult, RunReport } from '../reports/report.ts';

const MAX_OUTPUT_CHARACTERS = 2_000;
const MAX_TIMELINE_ENTRIES = 100;

/** The report of a run, short enough to be read: ends of outputs, and the latest of what happened. */
export function shortReport(report: RunReport): object {
  const result = ({ output, truncated, ...rest }: ReportResult): object => ({
    ...rest,
    output: output.slice(-MAX_OUTPUT_CHARACTERS),
    truncated: truncated || output.length > MAX_OUTPUT_CHARACTERS,
  });
  return {
    ...report,
    steps: report.steps.map((step) => ({ ...step, results: step.results.map(result) })),
    results: report.results.map(result),
    timeline: report.timeline.slice(-MAX_TIMELINE_ENTRIES),
  };
}
