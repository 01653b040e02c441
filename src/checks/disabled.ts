import type { Block } from '../blocks/model.ts';
import { didYouMean } from '../text/nearest.ts';
import { disableComments, type DisableComment } from './disableComments.ts';
import type { CheckSubject, RunbookFinding } from './model.ts';

/** The code under which comments that disable nothing are reported. */
export const unusedSuppression = 'unused-suppression';

/** Lines, from 1 and inclusive, for which a comment holds. */
export function linesOf(
  { verb, line, endLine }: DisableComment,
  blocks: readonly Block[],
): readonly [from: number, to: number] {
  if (verb === 'file') return [1, Infinity];
  if (verb === 'line') return [line, endLine];
  const next = endLine + 1;
  return [next, blocks.find((one) => one.line <= next && next <= one.endLine)?.endLine ?? next];
}

/**
 * The findings that no comment disables: `<!-- breakwater-disable-line code, code -- reason -->` on the line,
 * `-disable-next-line` above it or above the block that it is in, `-disable-file` anywhere. Added to them is what is wrong
 * with the comments: one that names no check, or an unknown one, or one that finds nothing there although it ran.
 * @param codes all codes, and those whose checks ran
 */
export function withoutDisabled(
  findings: readonly RunbookFinding[],
  { text, nodes, blocks, index }: Pick<CheckSubject, 'text' | 'nodes' | 'blocks' | 'index'>,
  codes: { readonly known: readonly string[]; readonly ran: ReadonlySet<string> },
): readonly RunbookFinding[] {
  const comments = disableComments(text, nodes);
  if (comments.length === 0) return findings;
  const used = new Set<DisableComment['codes'][number]>();
  const holding = comments.map((comment) => ({ comment, lines: linesOf(comment, blocks) }));
  const kept = findings.filter(({ code, range }) => {
    const { line } = index.positionAt(range.start);
    const disabling = holding
      .filter(({ lines: [from, to] }) => from <= line && line <= to)
      .flatMap(({ comment }) => comment.codes.filter((one) => one.code === code));
    for (const one of disabling) used.add(one);
    return disabling.length === 0;
  });
  const reported = comments.flatMap((comment) => commentFindings(comment, used, codes));
  return [...kept, ...reported].sort((a, b) => a.range.start - b.range.start);
}

function commentFindings(
  { codes, range }: DisableComment,
  used: ReadonlySet<DisableComment['codes'][number]>,
  { known, ran }: { readonly known: readonly string[]; readonly ran: ReadonlySet<string> },
): RunbookFinding[] {
  const unused = { code: unusedSuppression, severity: 'warning' } as const;
  if (codes.length === 0)
    return [{ ...unused, range, message: 'This comment names no check, so it suppresses nothing. Add its code.' }];
  return codes.flatMap((one): RunbookFinding[] => {
    if (!known.includes(one.code)) {
      const message = `Unknown check "${one.code}", so this comment suppresses nothing. ${didYouMean(one.code, known)}`;
      return [{ ...unused, range: one.range, message: message.trimEnd() }];
    }
    // A check that didn't run may be why nothing was found.
    if (used.has(one) || !ran.has(one.code)) return [];
    return [
      {
        ...unused,
        range: one.range,
        message: `Unused suppression: ${one.code} reports nothing here. Remove it from this comment.`,
      },
    ];
  });
}
