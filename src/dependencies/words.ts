import { visibleLine } from '../text/visible.ts';
import type { AffectedCall, CoveredDependency } from './affected.ts';

const MAX_CALLS = 50;

/** `Calls that fail when stripe is down`, for a terminal; empty where there are none. */
export function affectedText(
  groups: readonly { readonly name: string; readonly calls: readonly AffectedCall[] }[],
): string {
  return groups
    .map(({ name, calls }) => `\nCalls that fail when ${visibleLine(name)} is down:\n${callLines(calls)}`)
    .join('');
}

/** What the code depends on and which runbook covers it, for a terminal. */
export function coverageText(dependencies: readonly CoveredDependency[]): string {
  if (dependencies.length === 0) return 'No dependency found whose host or service is known.\n';
  const parts = dependencies.map(({ name, calls, runbooks }) => {
    const covers =
      runbooks.length === 0
        ? 'no runbook covers this dependency'
        : runbooks.map(({ title, path }) => `${title} (${visibleLine(path)})`).join(', ');
    return `${visibleLine(name)}: ${covers}\n${callLines(calls)}`;
  });
  const covered = dependencies.filter(({ runbooks }) => runbooks.length > 0).length;
  return `${parts.join('\n')}\n${covered} of ${dependencies.length} dependencies have a runbook.\n`;
}

function callLines(calls: readonly AffectedCall[]): string {
  const rest = calls.length - MAX_CALLS;
  const lines = calls.slice(0, MAX_CALLS).map(({ path, line, what, protection }) => {
    const verdicts = protection.map(({ text }) => text).join(', ');
    return `  ${visibleLine(path)}:${line}  ${what}${verdicts === '' ? '' : `  ${verdicts}`}\n`;
  });
  return `${lines.join('')}${rest > 0 ? `  and ${rest} more\n` : ''}`;
}
