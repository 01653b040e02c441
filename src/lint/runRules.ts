import type { Environment, FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Parse } from '../parser/parse.ts';
import type { Severity } from '../rules/model.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { versionFits } from '../knowledge/versions.ts';
import type { RuleSetting } from './config.ts';
import type { RuleFinding } from './suppressions.ts';
import { internalError } from './model.ts';
import { stillParses } from './stillParses.ts';
import { offeringLater } from './offeringLater.ts';

/**
 * Runs rules over the facts of one file, in the order of the text. A rule that fails becomes one finding that names it;
 * the others go on.
 * @param parse reads a text as the file was read: what a change makes of it has to be readable
 * @param later whether suggestions are worked out only when they are read
 */
export function runRules(
  file: ParsedFile,
  facts: FileFacts,
  settings: readonly RuleSetting[],
  parse: Parse,
  later = false,
): RuleFinding[] {
  const findings: RuleFinding[] = [];
  for (const setting of settings) {
    try {
      findings.push(...runRule(file, facts, setting, parse, later));
    } catch (error) {
      findings.push(failure(`rule ${setting.rule.id}`, error));
    }
  }
  return findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** One rule's findings with their severities. @throws what the rule throws */
export function runRule(
  file: ParsedFile,
  facts: FileFacts,
  setting: RuleSetting,
  parse: Parse,
  later = false,
): RuleFinding[] {
  const { rule, options } = setting;
  if (facts.test && !rule.inTests) return [];
  const severity = severityIn(facts.environment, setting);
  if (severity === 'off') return [];
  const fit = fitter(file, facts, parse);
  return rule.check({ file, facts, options }).map((finding): RuleFinding => {
    const { fix, suggestions, ...rest } = finding;
    const offered = (): readonly Suggestion[] => fit(typeof suggestions === 'function' ? suggestions() : suggestions!);
    const [fitting] = fix ? fit([fix]) : [];
    const plain = {
      ...rest,
      ...(fitting ? { fix: fitting } : {}),
      ruleId: rule.id,
      severity: finding.severity ?? severity,
    };
    if (!suggestions) return plain;
    return later && typeof suggestions === 'function'
      ? offeringLater(plain, offered)
      : { ...plain, suggestions: offered() };
  });
}

/** What changes may write that a version of Node which the package is for does not have. */
const newcomers = [
  { name: 'AbortSignal.timeout(', since: '>=17.3.0 || ^16.14.0' },
  { name: 'AbortSignal.any(', since: '>=20.3.0 || ^18.17.0' },
];

/**
 * Takes out the changes that would fail where the package has to run, what the file uses already being there, and those
 * after which the file could not be read. Rules write lines with a line feed; a file whose lines end otherwise gets its own.
 */
function fitter(
  file: ParsedFile,
  { lowestNode }: FileFacts,
  parse: Parse,
): (changes: readonly Suggestion[]) => readonly Suggestion[] {
  const { text } = file;
  const missing =
    lowestNode === undefined
      ? []
      : newcomers.filter(({ name, since }) => !versionFits(lowestNode, since) && !text.includes(name));
  const runs = ({ edits }: Suggestion): boolean =>
    !edits.some(({ newText }) => missing.some(({ name }) => newText.includes(name)));
  const own = ({ title, edits }: Suggestion): Suggestion => ({
    title,
    edits: edits.map(({ range, newText }) => ({ range, newText: newText.replace(/\r?\n/g, '\r\n') })),
  });
  const parses = stillParses(file, parse);
  return (changes) => {
    const running = changes.filter((change) => runs(change) && parses(change));
    return text.includes('\r\n') ? running.map(own) : running;
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
