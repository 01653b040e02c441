import type { Block } from '../blocks/model.ts';
import type { Step } from '../runbook/model.ts';
import { visibleCommand } from '../run/visibleCommand.ts';
import { visibleLine } from '../text/visible.ts';
import { checksOf } from '../walk/handwork.ts';

type Mask = (text: string) => string;

/** Longer content is shown by its beginning. */
const MAX_LINES = 20;

/** Content that the responder writes or types somewhere. @param what what is to be done with it. */
export function contentText(block: Block, what: string, mask: Mask): string {
  const lines = block.content.trimEnd().split('\n');
  const shown = lines.slice(0, MAX_LINES).map((text) => `    ${visibleLine(mask(text))}`);
  const more = lines.length > MAX_LINES ? [`    (${lines.length - MAX_LINES} more lines)`] : [];
  return [`(${visibleLine(what)}, line ${block.line})`, ...shown, ...more].map((text) => `${text}\n`).join('');
}

/** The text of a step by hand, and the commands in its sentences that are not in it. */
export function bodyText({ body = [], inline = [] }: Step, mask: Mask): readonly string[] {
  const written = body.map((text) => `    ${visibleLine(mask(text))}`);
  const commands = inline.filter((command) => !body.some((text) => text.includes(command)));
  return [...written, ...commands.map((command) => `(in the text: ${visibleCommand(mask(command))})`)];
}

/** Commands that a run passes over, marked so that nobody takes them for run. */
export function heldText(commands: readonly string[], mask: Mask): string {
  return commands.map((command) => `    not run: $ ${visibleCommand(mask(command))}\n`).join('');
}

/** Checks and sentences below a step's last command; empty where there are none. */
export function afterwardsText(step: Step, mask: Mask): string {
  const checks = checksOf(step, 'after').map(({ text }) => `[ ] ${visibleLine(text)}\n`);
  const sentences = (step.afterwards ?? []).map((text) => `(by hand: ${visibleLine(mask(text))})\n`);
  return [...checks, ...sentences].join('');
}

/** The heading of a section, above the first of its steps. */
export function sectionText(before: Step | undefined, step: Step): string {
  return step.section === undefined || step.section === before?.section ? '' : `\n# ${visibleLine(step.section)}\n`;
}
