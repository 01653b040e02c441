import type { Environment, FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Finding, Severity } from '../rules/model.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { versionFits } from '../knowledge/versions.ts';
import type { RuleSetting } from './config.ts';
import type { RuleFinding } from './suppressions.ts';
import { internalError } from './model.ts';

/**
 * Runs rules over the facts of one file, in the order of the text. A rule that fails becomes one finding that names it;
 * the others go on.
 */
export function runRules(file: ParsedFile, facts: FileFacts, settings: readonly RuleSetting[]): RuleFinding[] {
  const findings: RuleFinding[] = [];
  for (const setting of settings) {
    try {
      findings.push(...runRule(file, facts, setting));
    } catch (error) {
      findings.push(failure(`rule ${setting.rule.id}`, error));
    }
  }
  return findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** One rule's findings with their severities. @throws what the rule throws */
export function runRule(file: ParsedFile, facts: FileFacts, setting: RuleSetting): RuleFinding[] {
  const { rule, options } = setting;
  if (facts.test && !rule.inTests) return [];
  const severity = severityIn(facts.environment, setting);
  if (severity === 'off') return [];
  return rule.check({ file, facts, options }).map((finding) => ({
    ...inLinesOf(file.text, runnable(file, facts, finding)),
    ruleId: rule.id,
    severity: finding.severity ?? severity,
  }));
}

/** What changes may write that a version of Node which the package is for does not have. */
const newcomers = [
  { name: 'AbortSignal.timeout(', since: '>=17.3.0 || ^16.14.0' },
  { name: 'AbortSignal.any(', since: '>=20.3.0 || ^18.17.0' },
];

/** Without the changes that would fail where the package has to run; what the file uses already is there. */
function runnable({ text }: ParsedFile, { lowestNode }: FileFacts, finding: Finding): Finding {
  if (lowestNode === undefined) return finding;
  const missing = newcomers.filter(({ name, since }) => !versionFits(lowestNode, since) && !text.includes(name));
  const runs = ({ edits }: Suggestion): boolean =>
    !edits.some(({ newText }) => missing.some(({ name }) => newText.includes(name)));
  const { fix, suggestions, ...rest } = finding;
  return {
    ...rest,
    ...(fix && runs(fix) ? { fix } : {}),
    ...(suggestions ? { suggestions: suggestions.filter(runs) } : {}),
  };
}

/** Rules write lines with a line feed; a file whose lines end otherwise gets its own. */
function inLinesOf(text: string, finding: Finding): Finding {
  const { fix, suggestions } = finding;
  if ((!fix && !suggestions) || !text.includes('\r\n')) return finding;
  const own = ({ title, edits }: Suggestion): Suggestion => ({
    title,
    edits: edits.map(({ range, newText }) => ({ range, newText: newText.replace(/\r?\n/g, '\r\n') })),
  });
  return {
    ...finding,
    ...(fix ? { fix: own(fix) } : {}),
    ...(suggestions ? { suggestions: suggestions.map(own) } : {}),
  };
}

/** What is a note elsewhere, such as in commands, is acted on by nobody who is on call: larger presets report it. */
function severityIn(environment: Environment, { rule, severity, explicit, preset }: RuleSetting): Severity | 'off' {
  const lowered = rule.demoted?.[environment];
  if (explicit || lowered === undefined) return severity;
  return lowered === 'info' && preset === 'recommended' ? 'off' : lowered;
}

/** What is shown where a part of Breakwater itself fails on a file. */
export function failure(part: string, error: unknown): RuleFinding {
  const what = error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
  return {
    ruleId: internalError,
    severity: 'warning',
    range: { start: 0, end: 0 },
    message: `Breakwater's ${part} failed on this file (${what}), so some findings may be missing. Please report this.`,
  };
}
