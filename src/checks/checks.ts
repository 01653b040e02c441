import { LineIndex } from '../text/lineIndex.ts';
import { blockChecks } from './blocks.ts';
import { unusedSuppression, withoutDisabled } from './disabled.ts';
import { frontMatterKeys } from './frontMatterKeys.ts';
import { linkCheck } from './links.ts';
import type { CheckOptions, CheckSubject, RunbookFinding } from './model.ts';
import { shellChecks } from './shell.ts';
import { isOurs, machineChecks, practiceChecks } from './practice.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { readMarkdown } from '../markdown/markdown.ts';
import { parseRunbook } from '../runbook/parse.ts';

/** Every code that a check can report, with what it is about; for SARIF and settings. */
export const checkCodes: Readonly<Record<string, string>> = {
  'bad-front-matter': 'Invalid front matter',
  'bad-attributes': 'Invalid block attributes',
  'unclosed-fence': 'Unclosed code block',
  'root-prompt': 'Root prompt read as a comment',
  'output-in-command': 'Output in a command block',
  'shell-syntax': 'Shell syntax error',
  'hidden-character': 'Hidden or look-alike character in a command',
  'unclear-line': 'Command or output',
  'session-left-open': 'Shell that nothing leaves',
  'secret-literal': 'Password or token in a command',
  secret: 'Secret in the text',
  'unknown-attribute': 'Unknown attribute',
  'unknown-language': 'Unknown language of a code block',
  'duplicate-id': 'Duplicate id',
  'dead-link': 'Broken link',
  'dead-anchor': 'Broken link to a heading',
  'dead-image': 'Missing image',
  'no-owner': 'No owner',
  'no-escalation': 'No escalation contact',
  'review-overdue': 'Review overdue',
  'drill-overdue': 'Drill overdue',
  'unused-dependency': 'Dependency that no code uses',
  'destroys-without-confirm': 'Destructive command without confirmation or rollback',
  'change-without-check': 'Change without verification',
  'unexplained-blank': 'Unexplained placeholder',
  'tool-missing': 'Program not installed',
  'unused-suppression': 'Comment that disables nothing',
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
  const checks = [
    ...blockChecks,
    ...shellChecks,
    frontMatterKeys,
    linkCheck,
    ...(ours ? practiceChecks : []),
    ...machineChecks,
  ];
  const found = checks.flatMap((check) => [...check(subject)]).sort((a, b) => a.range.start - b.range.start);
  const known = Object.keys(checkCodes).filter((code) => code !== unusedSuppression);
  return withoutDisabled(found, subject, { known, ran: new Set(known.filter((code) => hasRun(code, options, ours))) });
}

/** Checks of runbooks that are written for Breakwater. */
const ofPractice: readonly string[] = [
  'no-owner',
  'no-escalation',
  'destroys-without-confirm',
  'change-without-check',
  'unexplained-blank',
];

/** What these find depends on the day, the machine or the code beside the document: no comment for them is unused. */
const ofSurroundings: readonly string[] = ['review-overdue', 'drill-overdue', 'unused-dependency', 'tool-missing'];

/** Whether a check could find something, by what is known beside the text. */
function hasRun(code: string, { exists, read }: CheckOptions, ours: boolean): boolean {
  if (ofSurroundings.includes(code)) return false;
  if (ofPractice.includes(code)) return ours;
  if (code === 'dead-link' || code === 'dead-image') return exists !== undefined;
  return code !== 'dead-anchor' || read !== undefined;
}
