import { checkRunbook } from '../checks/checks.ts';
import { forecastOf } from '../run/forecast.ts';
import type { Block } from '../blocks/model.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { FoundDocument, ToolFinding } from './ports.ts';

/** A runbook as an agent reads it: its steps, what their commands do at worst, what is wrong with it. */
export function runbookData({ path, text }: FoundDocument): object {
  const runbook = parseRunbook(text, { fileName: path });
  const { owner, escalation, lastReviewed, requires } = runbook.frontMatter;
  const blocks = (list: readonly Block[]): object[] =>
    list.filter(({ container }) => container !== true).map((block) => blockData(runbook, block));
  return {
    title: runbook.title,
    owner,
    escalation,
    lastReviewed,
    requires,
    inputs: runbook.placeholders.map(({ name, type, default: preset, choices }) => ({
      name,
      type,
      ...(type === 'secret' ? {} : { default: preset, choices }),
    })),
    steps: runbook.steps.map((step) => ({
      id: step.id,
      number: step.number,
      title: step.title,
      section: step.section,
      level: step.level,
      line: step.line,
      checks: step.checks.map((check) => check.text),
      blocks: blocks(step.blocks),
      warnings: step.warnings,
      byHand: [...(step.inline ?? []), ...(step.beforehand ?? []).map(({ text }) => text), ...(step.afterwards ?? [])],
    })),
    outsideSteps: blocks(runbook.blocks),
    findings: runbookFindings({ path, text }),
  };
}

function blockData(runbook: Runbook, block: Block): object {
  const { line, kind, language, risk, interactive, commands, content, placeholders, expectedOutput } = block;
  if (kind !== 'command') return { line, kind, language, content };
  return {
    line,
    kind,
    risk,
    interactive,
    commands,
    needs: placeholders.map(({ name }) => name),
    expectedOutput,
    remarks: forecastOf(runbook, block).map(({ text }) => text),
  };
}

/** What the checks find in a runbook. */
export function runbookFindings({ path, text }: FoundDocument): readonly ToolFinding[] {
  const index = new LineIndex(text);
  return checkRunbook(text, { fileName: path }).map(({ code, severity, message, range, fix }) => ({
    rule: code,
    severity,
    ...index.positionAt(range.start),
    message,
    fixes: fix ? [fix.title] : [],
  }));
}
