import type { FileFacts } from '../facts/model.ts';
import type { Parse } from '../parser/parse.ts';
import type { ParsedFile } from '../ast/types.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { rules } from '../rules/index.ts';
import type { Config } from './config.ts';
import { Fingerprints } from './fingerprint.ts';
import { parseError, type Document, type LintMessage, type LintResult } from './model.ts';
import { failure, runRules } from './runRules.ts';
import { applySuppressions, type RuleFinding } from './suppressions.ts';

/** What linting needs of the analysis; a `Project` is one. */
export interface Analyzer {
  readonly parse: Parse;
  facts(file: ParsedFile): FileFacts;
}

/**
 * Lints one text.
 * @returns findings in the order of the text. A text that does not parse gives one finding, `parse-error`; a part of
 * Breakwater that fails gives one as well. It does not throw for anything that the text holds.
 * @param later whether suggestions are worked out only when they are read, for who shows findings and asks about few
 */
export function lintWith(analyst: Analyzer, { path, text }: Document, config: Config, later = false): LintResult {
  const file = analyst.parse(text, path);
  const lines = new LineIndex(file.text);
  const [broken] = file.errors;
  if (broken && isTemplate(file.text, broken.offset)) return { path, messages: [], suppressed: [] };
  const unread = (offset: number, why: string): LintResult => {
    const range = { start: offset, end: endOfWord(file.text, offset) };
    const message = `Syntax error, so this file wasn't checked: ${why}`;
    const finding: RuleFinding = { ruleId: parseError, severity: 'error', range, message };
    return { path, messages: messagesOf(file, lines, [finding]), suppressed: [] };
  };
  if (broken) return unread(broken.offset, broken.message);
  try {
    return toLintResult(file, lines, config, analyst, later);
  } catch (error) {
    // A tree that overflows the stack of what walks it.
    if (error instanceof Error && /Maximum call stack/.test(error.message)) return unread(0, 'nested too deeply');
    return { path, messages: messagesOf(file, lines, [failure('analysis', error)]), suppressed: [] };
  }
}

function toLintResult(
  file: ParsedFile,
  lines: LineIndex,
  config: Config,
  analyst: Analyzer,
  later: boolean,
): LintResult {
  const settings = config.settingsFor(file.path);
  const findings = runRules(file, analyst.facts(file), settings, analyst.parse, later);
  const { kept, suppressed } = applySuppressions(file, lines, findings, config.suppressions, {
    known: rules.map(({ id }) => id),
    ran: new Set(settings.map(({ rule }) => rule.id)),
  });
  const silenced = new Map(suppressed.map(({ finding, reason }) => [finding, reason]));
  const ordered = [...kept, ...silenced.keys()].sort((a, b) => a.range.start - b.range.start);
  const all = messagesOf(file, lines, ordered);
  const messages = all.filter((_, index) => !silenced.has(ordered[index]!));
  return {
    path: file.path,
    messages,
    suppressed: all.flatMap((message, index) =>
      silenced.has(ordered[index]!)
        ? [{ ...message, suppressedBy: 'comment' as const, reason: silenced.get(ordered[index]!) }]
        : [],
    ),
  };
}

function messagesOf(file: ParsedFile, lines: LineIndex, findings: readonly RuleFinding[]): LintMessage[] {
  const fingerprints = new Fingerprints();
  return findings.map((finding) => {
    const start = lines.positionAt(finding.range.start);
    const lineText = file.text.slice(lines.lineStart(start.line), lines.lineStart(start.line + 1));
    const place = {
      start,
      end: lines.positionAt(finding.range.end),
      fingerprint: fingerprints.next(finding.ruleId, lineText),
    };
    // Not copied: a copy would read suggestions that nobody has asked for yet.
    return Object.assign('suggestions' in finding ? finding : { ...finding, suggestions: [] }, place) as LintMessage;
  });
}

function endOfWord(text: string, offset: number): number {
  return offset + Math.max(/^[\w$]*/.exec(text.slice(offset, offset + 100))![0].length, offset < text.length ? 1 : 0);
}

/** `<%= name %>`, `{{ name }}`: a template, out of which a program writes the source. */
function isTemplate(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return /<%|%>|\{%|\{\{\s*[\w.]+\s*\}\}/.test(text.slice(start, end < 0 ? text.length : end));
}
