import type { ExecutionState } from './state.ts';

/** Lines of output that a chat can bear. */
const MAX_OUTPUT_LINES = 40;

/**
 * What was run and what came of it, as Markdown to be pasted into a chat or a record.
 * @param by who walks through the run.
 */
export function resultMarkdown(title: string, execution: ExecutionState, by: string): string {
  const { command, shell, startedAt, output, context, message } = execution;
  const where = Object.entries(context ?? {}).map(([kind, name]) => `${kind} ${name}`);
  const facts = [describeOutcome(execution), ...where, `${startedAt} by ${by}`];
  const lines = output.replace(/\n$/, '').split('\n');
  const shown = lines.slice(-MAX_OUTPUT_LINES);
  const left = execution.truncated || shown.length < lines.length ? ' (truncated)' : '';
  const parts = [`**${title}**: ${facts.join(' · ')}`, fencedBlock(command, shell || 'sh')];
  if (message) parts.push(message.split('\n')[0]!);
  if (output.trim() !== '') parts.push(`Output${left}:`, fencedBlock(shown.join('\n'), 'text'));
  return parts.join('\n\n') + '\n';
}

function describeOutcome({ status, exitCode, duration }: ExecutionState): string {
  const code = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  return `${status}${code}${duration === undefined ? '' : ` after ${(duration / 1000).toFixed(1)} s`}`;
}

/** In a fence that is longer than any within. */
function fencedBlock(text: string, language: string): string {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
