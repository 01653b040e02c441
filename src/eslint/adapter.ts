import { readSuppressions, type Suppression } from '../lint/directives.ts';
import { runRule } from '../lint/runRules.ts';
import { ruleUrl } from '../rules/docs.ts';
import type { Rule } from '../rules/model.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Fix, RuleContext, SourceCode } from './eslintTypes.ts';
import { factsOf, type Analyzed } from './factsOf.ts';
import { projectOf } from './otherFiles.ts';
import type { Rule as EslintRule } from './plugin.ts';

/** A rule in ESLint's form. Its severity is ESLint's business; everything else is as on the command line. */
export function toEslintRule(rule: Rule): EslintRule {
  return {
    meta: {
      type: 'problem',
      docs: { description: rule.description, url: ruleUrl(rule.id), recommended: rule.preset === 'recommended' },
      ...(rule.fixable ? { fixable: 'code' as const } : {}),
      ...(rule.hasSuggestions ? { hasSuggestions: true as const } : {}),
      schema: [rule.schema],
      defaultOptions: [rule.defaultOptions],
    },
    create: (context: RuleContext) => ({ Program: () => check(rule, context) }),
  };
}

function check(rule: Rule, context: RuleContext): void {
  const { sourceCode } = context;
  const analyzed = factsOf(context);
  const options = { ...rule.defaultOptions, ...(context.options[0] as object | undefined) };
  const setting = { rule, severity: rule.severity, explicit: false, options };
  const lines = linesOf(sourceCode);
  const { parse } = projectOf(context);
  for (const { range, message, fix, suggestions } of runRule(analyzed.file, analyzed.facts, setting, parse)) {
    if (isSilenced(analyzed, lines, rule.id, range.start)) continue;
    context.report({
      loc: { start: sourceCode.getLocFromIndex(range.start), end: sourceCode.getLocFromIndex(range.end) },
      message,
      ...(fix ? { fix: toFix(fix) } : {}),
      ...(suggestions?.length
        ? { suggest: suggestions.map((suggestion) => ({ desc: suggestion.title, fix: toFix(suggestion) })) }
        : {}),
    });
  }
}

function toFix({ edits }: Suggestion): Fix {
  return (fixer) => edits.map(({ range, newText }) => fixer.replaceTextRange([range.start, range.end], newText));
}

const lineIndexes = new WeakMap<SourceCode, LineIndex>();

function linesOf(sourceCode: SourceCode): LineIndex {
  let lines = lineIndexes.get(sourceCode);
  if (!lines) lineIndexes.set(sourceCode, (lines = new LineIndex(sourceCode.text)));
  return lines;
}

const suppressionsOf = new WeakMap<Analyzed, readonly Suppression[]>();

/** Breakwater's own comments; ESLint sees to its own, and would call them unused if they were read here. */
function isSilenced(analyzed: Analyzed, lines: LineIndex, ruleId: string, offset: number): boolean {
  let suppressions = suppressionsOf.get(analyzed);
  if (!suppressions) {
    suppressions = readSuppressions(analyzed.file.comments, lines).filter(({ tool }) => tool === 'breakwater');
    suppressionsOf.set(analyzed, suppressions);
  }
  const { line } = lines.positionAt(offset);
  return suppressions.some(
    (one) => one.from <= line && line <= one.to && (one.ruleId === undefined || one.ruleId === ruleId),
  );
}
