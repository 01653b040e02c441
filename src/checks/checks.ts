import { LineIndex } from '../text/lineIndex.ts';
import { blockChecks } from './blocks.ts';
import { linkCheck } from './links.ts';
import type { CheckOptions, CheckSubject, RunbookFinding } from './model.ts';
import { shellChecks } from './shell.ts';
import { isOurs, machineChecks, practiceChecks } from './practice.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { readMarkdown } from '../runbook/markdown.ts';
import { parseRunbook } from '../runbook/parse.ts';

/** Every code that a check can report, with what it is about; for SARIF and settings. */
export const checkCodes: Readonly<Record<string, string>> = {
  'bad-front-matter': 'Front matter that can not be read',
  'bad-attributes': 'Attributes of a block that can not be read',
  'unclosed-fence': 'A code block that nothing closes',
  'root-prompt': 'A root prompt that a shell takes for a comment',
  'output-in-command': 'Output pasted into a command block',
  'shell-syntax': 'A command that a shell cannot read',
  'hidden-character': 'A character in a command that is not what it looks like',
  secret: 'A secret in the text',
  'unknown-attribute': 'An attribute that does not exist',
  'duplicate-id': 'An id given twice',
  'dead-link': 'A link to a file that is not there',
  'dead-anchor': 'A link to a heading that is not there',
  'dead-image': 'An image that is not there',
  'no-owner': 'A runbook without an owner',
  'no-escalation': 'A runbook without escalation',
  'review-overdue': 'A review that is overdue',
  'drill-overdue': 'A drill that is overdue',
  'destroys-without-confirm': 'A destroying command without confirmation or rollback',
  'change-without-check': 'A change without a check after it',
  'unexplained-blank': 'A blank that nothing explains',
  'tool-missing': 'A program that is not installed',
};

/**
 * What would go wrong when a document is followed, in document order. Any Markdown is held against what would mislead
 * whoever runs it; runbooks written for Breakwater also against what a responder expects of one. Never throws.
 */
export function checkRunbook(text: string, options: CheckOptions = {}): readonly RunbookFinding[] {
  const { body, keyLines } = readFrontMatter(text);
  const runbook = parseRunbook(text, options.fileName === undefined ? {} : { fileName: options.fileName });
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].sort((a, b) => a.line - b.line);
  const subject: CheckSubject = {
    text,
    lines: text.split(/\r\n?|\n/),
    index: new LineIndex(text),
    runbook,
    blocks,
    nodes: readMarkdown(body, { inlines: true }).nodes,
    keyLines,
    options,
  };
  const ours = options.asRunbook ?? isOurs(runbook.frontMatter, options.fileName);
  const checks = [...blockChecks, ...shellChecks, linkCheck, ...(ours ? practiceChecks : []), ...machineChecks];
  return checks.flatMap((check) => [...check(subject)]).sort((a, b) => a.range.start - b.range.start);
}
