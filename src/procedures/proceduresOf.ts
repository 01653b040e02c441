import { hashText } from '../text/hash.ts';
import { IdPool } from '../blocks/ids.ts';
import { groupOf } from './groupOf.ts';
import { runsAlong } from './runsAlong.ts';
import type { Caveat, Procedure, Section, Step } from '../runbook/model.ts';

/**
 * What a responder chooses from before the first step: the procedures of the page, or the outermost ways to do the same of
 * which at least two hold steps.
 */
export function proceduresOf(
  caveats: readonly Caveat[],
  steps: readonly Step[],
  sections: readonly Section[],
): readonly Procedure[] {
  const groups = new Map<string, Caveat[]>();
  for (const one of caveats) {
    if (one.kind !== 'procedure' && one.kind !== 'alternative') continue;
    const key = groupOf(one);
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  const holding = [...groups.values()].filter(
    (group) => group.filter(({ line, endLine }) => steps.some((step) => isIn(step.line, line, endLine))).length > 1,
  );
  const outermost = holding.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? [];
  const isOutside = (at: number): boolean => !outermost.some(({ line, endLine }) => isIn(at, line, endLine));
  const along = steps
    .filter(({ line }) => isOutside(line))
    // Ways to do the same are a part of what the page does.
    .filter(({ line }) => outermost[0]?.kind === 'alternative' || runsAlong(outermost, sections, line))
    .map(({ id }) => id);
  const ids = new IdPool();
  return outermost.map(({ text, line, endLine }) => ({
    id: ids.take(`p-${hashText(text.toLowerCase())}`),
    title: text,
    line,
    endLine,
    steps: steps.filter((step) => isIn(step.line, line, endLine)).map(({ id }) => id),
    along,
  }));
}

function isIn(at: number, line: number, endLine: number): boolean {
  return line <= at && at <= endLine;
}

function lengthOf(group: readonly Caveat[]): number {
  return group.reduce((sum, { line, endLine }) => sum + endLine - line, 0);
}
