import type { Range } from '../text/range.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { Comment } from '../ast/types.ts';

/** One rule, or all, switched off over some lines by a comment. */
export interface Suppression {
  /** Undefined for all rules. */
  readonly ruleId?: string;
  /** Lines, 1-based and inclusive, on which findings that start there are silenced. */
  readonly from: number;
  readonly to: number;
  readonly reason?: string;
  /** The comment, and the rule's name in it where one is named. */
  readonly comment: Range;
  readonly named?: Range;
  readonly tool: 'breakwater' | 'eslint';
  /** An eslint comment without rule names speaks to all of ESLint's rules, so it is never reported as unused. */
  readonly shared: boolean;
}

const form = /^[\s*]*(breakwater|eslint)-(disable-next-line|disable-line|disable-file|disable|enable)(?=[\s]|$)/;

interface Directive {
  readonly tool: 'breakwater' | 'eslint';
  readonly verb: string;
  readonly names: readonly { readonly id: string; readonly range: Range }[];
  readonly reason?: string;
  readonly line: number;
  readonly endLine: number;
  readonly comment: Range;
}

/**
 * Reads the comments that silence findings: `breakwater-disable-next-line`, `-line`, `-file`, and `-disable` up to
 * `-enable` or the end; rule names separated by commas or spaces, then `-- reason`. ESLint's own comments count for
 * rules named `breakwater/...`, and for all rules where they name none.
 */
export function readSuppressions(comments: readonly Comment[], lines: LineIndex): Suppression[] {
  const found: Suppression[] = [];
  const open: Suppression[] = [];
  const close = (line: number, names: Directive['names'], tool: string): void => {
    for (let i = open.length - 1; i >= 0; i--) {
      const one = open[i]!;
      if (names.length > 0 && !names.some(({ id }) => id === one.ruleId)) continue;
      if (names.length === 0 && tool === 'eslint' && !one.shared && one.ruleId === undefined) continue;
      found.push({ ...one, to: line });
      open.splice(i, 1);
    }
  };
  for (const comment of comments) {
    const directive = readDirective(comment, lines);
    if (!directive) continue;
    const { verb, line, endLine } = directive;
    if (verb === 'enable') close(line, directive.names, directive.tool);
    else if (verb === 'disable') open.push(...suppressionsOf(directive, line, Infinity));
    else if (verb === 'disable-file') found.push(...suppressionsOf(directive, 1, Infinity));
    else {
      const at = verb === 'disable-line' ? line : endLine + 1;
      found.push(...suppressionsOf(directive, at, at));
    }
  }
  return [...found, ...open].sort((a, b) => a.comment.start - b.comment.start);
}

function readDirective(comment: Comment, lines: LineIndex): Directive | undefined {
  const match = form.exec(comment.value);
  if (!match) return undefined;
  const tool = match[1] as Directive['tool'];
  const verb = match[2]!;
  const range = { start: comment.range[0], end: comment.range[1] };
  // ESLint takes block forms from block comments only.
  if (tool === 'eslint' && comment.type === 'Line' && (verb === 'disable' || verb === 'enable')) return undefined;
  const rest = comment.value.slice(match[0].length);
  const dashes = /(?:^|\s)-{2,}(?=\s|$)/.exec(rest);
  const list = dashes ? rest.slice(0, dashes.index) : rest;
  const reason = dashes ? trimReason(rest.slice(dashes.index + dashes[0].length)) : undefined;
  const offset = comment.range[0] + 2 + match[0].length;
  const all = [...list.matchAll(/[^\s,*]+/g)].map((name) => ({
    text: name[0],
    range: { start: offset + name.index, end: offset + name.index + name[0].length },
  }));
  const ours = all.filter(({ text }) => tool === 'breakwater' || text.startsWith('breakwater/'));
  if (all.length > 0 && ours.length === 0) return undefined;
  const names = ours.map(({ text, range: at }) => ({ id: text.replace(/^breakwater\//, ''), range: at }));
  const line = lines.positionAt(range.start).line;
  const endLine = lines.positionAt(range.end).line;
  return { tool, verb, names, reason: reason === '' ? undefined : reason, line, endLine, comment: range };
}

function trimReason(reason: string): string {
  return reason.replace(/\s*\n[\s*]*/g, ' ').trim();
}

function suppressionsOf({ tool, names, reason, comment }: Directive, from: number, to: number): Suppression[] {
  const common = { from, to, reason, comment, tool, shared: tool === 'eslint' && names.length === 0 };
  return names.length === 0 ? [common] : names.map(({ id, range }) => ({ ...common, ruleId: id, named: range }));
}
