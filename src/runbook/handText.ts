import { hostMark } from '../blocks/hosts.ts';
import { visibleText } from './stepTitle.ts';
import type { Step } from './model.ts';

/** Longer texts are read on the page. */
const MAX_LINES = 24;

/**
 * Steps that hold no command with the lines of their text that are neither their title nor blocks, checks or steps of
 * their own: what is to be done is written there. @param lines of the document.
 */
export function withHandText(steps: readonly Step[], lines: readonly string[]): readonly Step[] {
  return steps.map((step, i) => {
    if (step.blocks.some(({ kind }) => kind === 'command')) return step;
    const body = bodyOf(step, steps[i + 1], lines);
    return body.length === 0 ? step : { ...step, body };
  });
}

function bodyOf(step: Step, next: Step | undefined, lines: readonly string[]): string[] {
  const end = Math.min(step.endLine, (next?.line ?? Infinity) - 1, lines.length);
  const body: string[] = [];
  let left = comparable(step.title);
  for (let line = step.line; line <= end && body.length < MAX_LINES; line++) {
    const text = lines[line - 1]!;
    if (step.blocks.some((block) => block.line <= line && line <= block.endLine)) continue;
    if (step.checks.some((check) => check.line === line) || /^\s*(?:<!--.*|<[^>]*>|[-=*_]{3,})?\s*$/.test(text))
      continue;
    const said = text.replace(/^\s*(?:#{1,6}\s|>\s?|[-*+]\s|\d+[.)]\s)+/, '');
    const words = comparable(visibleText(hostMark(said)?.rest ?? said));
    if (words === '' || (left !== '' && left.startsWith(words))) {
      left = left.slice(words.length);
      continue;
    }
    if (left !== '' && words.startsWith(left.replace(/…$/, '')) && body.length === 0) left = '';
    body.push(text);
  }
  return dedent(body);
}

/** Its letters and digits: a title is written without marks, and without what numbers it. */
function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/^\s*(?:step\s+)?\d+[.):]\s*/, '')
    .replace(/[^\p{L}\p{N}…]+/gu, '');
}

function dedent(lines: readonly string[]): string[] {
  const shared = Math.min(...lines.map((line) => /^\s*/.exec(line)![0].length));
  return lines.map((line) => line.slice(shared).trimEnd());
}
