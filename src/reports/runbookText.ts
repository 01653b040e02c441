import pc from 'picocolors';
import { visibleCommand } from '../run/visibleCommand.ts';
import { allBlocks } from '../run/plan.ts';
import { forecastOf } from '../run/forecast.ts';
import { bodyText } from './byHandText.ts';
import { handworkOf, isByHand } from '../surroundings/handwork.ts';
import type { Labelled } from './labels.ts';
import { choicesOf, choiceText, type Choice } from '../surroundings/ways.ts';
import { settingsOf } from '../surroundings/settings.ts';
import type { Block } from '../blocks/model.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import { visibleLine as line } from '../text/visible.ts';
import { askedBefore } from '../walk/handwork.ts';

/** The ways of which one begins with this block. Not those that the page is chosen from as a whole. */
function choiceOf(runbook: Runbook, { line: at }: Block): Choice | undefined {
  const { procedures = [] } = runbook;
  return choicesOf(runbook).find(({ ways }) => {
    const way = ways.find(({ line: from, endLine }) => from <= at && at <= endLine);
    if (way === undefined || procedures.some(({ line: from }) => from === way.line)) return false;
    return !allBlocks(runbook).some(({ line: other, kind }) => kind === 'command' && way.line <= other && other < at);
  });
}

/**
 * The ways of which one begins with this step by hand: no command below it tells of them. Not those that the page is
 * chosen from as a whole, which stand above the first step.
 */
function choiceAt(runbook: Runbook, step: Step): Choice | undefined {
  const { procedures = [], steps } = runbook;
  return choicesOf(runbook).find(({ ways }) => {
    const way = ways.find(({ line: from, endLine }) => from <= step.line && step.line <= endLine);
    const listed = procedures.some(({ line: from }) => from === way?.line);
    return way !== undefined && !listed && steps.find(({ line: at }) => at >= way.line) === step;
  });
}

/** That a step is done by hand, and of which ways it begins one. */
function handLines(runbook: Runbook, step: Step): readonly string[] {
  if (!isByHand(runbook, step)) return [];
  const choice = choiceAt(runbook, step);
  return [...(choice ? [`(one of several: ${line(choiceText(choice))})`] : []), '(by hand)'];
}

/** What is written above the steps of a procedure, and above those of none; empty where the page holds one. */
function procedureOf({ procedures = [] }: Runbook, { id }: Step): string {
  const own = procedures.find(({ steps }) => steps.includes(id));
  if (own) return `Procedure: ${line(own.title)}`;
  if (procedures.length === 0) return '';
  return procedures[0]!.along.includes(id) ? 'For all of the procedures' : 'In none of the procedures';
}

/** The procedures to choose from; or that the page holds none, where its commands are for looking up. */
function overview({ procedures = [], steps, blocks }: Runbook): readonly string[] {
  const commands = blocks.filter(({ kind }) => kind === 'command').length;
  if (steps.length === 0)
    return commands > 0 ? ['No procedure found on this page: its commands are for reference.'] : [];
  if (procedures.length === 0) return [];
  return [
    'Several procedures: choose one with --procedure.',
    ...procedures.map(({ title, line: at }) => `  line ${at}  ${line(title)}`),
  ];
}

/** What its front matter says of the runbook, a line each. */
function frontMatterLines({ frontMatter }: Runbook): string[] {
  const { owner, escalation, lastReviewed, requires, envFile, profile } = frontMatter;
  const out: string[] = [];
  if (owner) out.push(`owner ${line(owner)}`);
  if (escalation?.length) out.push(`escalation ${escalation.map(line).join(' > ')}`);
  if (lastReviewed) out.push(`last reviewed ${line(lastReviewed)}`);
  if (requires?.length) out.push(`requires ${requires.map(line).join(', ')}`);
  if (envFile) out.push(`environment file ${line(envFile)}`);
  if (profile?.length) out.push(`profile ${profile.map(line).join(', ')}`);
  return out;
}

/** The runbook as a person reads it in a terminal. */
export function formatRunbook({ runbook, concerns }: Labelled, colors: boolean): string {
  const c = pc.createColors(colors);
  const out: string[] = [c.bold(line(runbook.title) || '(no title)'), ...frontMatterLines(runbook)];
  const block = (item: Block, indent: string): void => {
    if (item.container === true) return;
    const placeholders = item.placeholders.map((p) => line(p.name)).join(', ');
    const risk =
      item.risk === 'destroys' ? c.red(item.risk) : item.risk === 'changes' ? c.yellow(item.risk) : item.risk;
    if (item.kind !== 'command') {
      const handwork = handworkOf(item);
      const what = `${indent}${item.line}  ${item.kind} ${line(item.language)}`.trimEnd();
      out.push(c.dim(handwork === undefined ? what : `${what}  (${line(handwork)})`));
    } else {
      out.push(
        `${indent}${item.line}  ${risk}${item.interactive ? ', interactive' : ''}${placeholders ? `, needs ${placeholders}` : ''}`,
      );
      for (const { name, value } of settingsOf(runbook, item)) out.push(`${indent}   ${name} ${line(value)}`);
      for (const command of item.commands)
        out.push(`${indent}   ${c.cyan('$')} ${visibleCommand(command).split('\n').join(`\n${indent}     `)}`);
      for (const text of concerns.get(item.id) ?? []) out.push(`${indent}   ${c.dim(`(${line(text)})`)}`);
      const choice = choiceOf(runbook, item);
      if (choice) out.push(`${indent}   ${c.dim(`(one of several: ${line(choiceText(choice))})`)}`);
      for (const { text } of forecastOf(runbook, item)) out.push(`${indent}   ${c.dim(`(${line(text)})`)}`);
    }
  };
  out.push(...overview(runbook).map((text) => c.dim(text)));
  let section: string | undefined;
  let procedure = '';
  for (const step of runbook.steps) {
    const indent = '  '.repeat(step.level);
    const within = procedureOf(runbook, step);
    if (within !== procedure) out.push('', c.bold(within));
    procedure = within;
    if (step.section !== section && step.level === 1) {
      section = step.section;
      if (section !== undefined) out.push('', c.underline(line(section)));
    }
    // The document's own number: what people call the step when they talk.
    out.push(
      '',
      `${indent.slice(2)}${step.number === undefined ? '-' : `${step.number}.`} ${line(step.title)}  ${c.dim(`[${line(step.id)}]`)}`,
    );
    for (const check of step.checks)
      if (check.line !== step.line) out.push(`${indent} [${check.checked ? 'x' : ' '}] ${line(check.text)}`);
    for (const text of step.warnings ?? []) out.push(`${indent} ${c.yellow('!')} ${line(text)}`);
    for (const text of handLines(runbook, step)) out.push(`${indent} ${c.dim(text)}`);
    for (const text of bodyText(step, (written) => written)) out.push(`${indent} ${c.dim(text)}`);
    for (const item of step.blocks) {
      for (const { text } of askedBefore(step, item)) out.push(`${indent} ${c.dim(`(by hand: ${line(text)})`)}`);
      block(item, `${indent} `);
    }
    for (const text of step.afterwards ?? []) out.push(`${indent} ${c.dim(`(by hand: ${line(text)})`)}`);
  }
  const loose = runbook.blocks.filter((item) => item.container !== true);
  if (loose.length > 0) out.push('', c.dim('Outside steps:'));
  for (const item of loose) block(item, '  ');
  if (runbook.problems.length > 0) out.push('');
  for (const problem of runbook.problems) out.push(`${c.yellow('!')} line ${problem.line}: ${line(problem.message)}`);
  return `${out.join('\n')}\n`;
}
