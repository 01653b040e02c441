import type { Block } from '../blocks/model.ts';
import { namesOfKind } from '../text/otherNames.ts';
import type { Caveat } from './model.ts';

const OR = /^\s*#+\s*(?:or\b(?! (?:else|more|less|later|higher)\b)|alternatively\b)/i;
const IF = /^\s*#+\s*(?:only )?if\b(?! (?:needed|necessary|required|all (?:is|goes)|everything)\b)/i;

/** Commands of one block of which one is meant, as its comments say: "# or via service", "# if xfs", "# if ext4". */
export function waysInBlocks(blocks: readonly Block[]): readonly Caveat[] {
  return blocks.flatMap(({ kind, commands, content, line, endLine }): Caveat[] => {
    if (kind !== 'command' || commands.length < 2 || !content.includes('#')) return [];
    const rows = content.slice(0, 20_000).split('\n');
    const said = rows.flatMap((row, i) => (/^\s*#/.test(row) && isCommandBelow(rows, i) ? [{ row, i }] : []));
    const first = rows.findIndex((row) => row.trim() !== '' && !/^\s*#/.test(row));
    const other = said.find(({ row, i }) => i > first && OR.test(row));
    const cases = said.filter(({ row }) => IF.test(row));
    const named = namesOfKind(said.map(({ row }) => row));
    const ways = other ? [rows[first]!, nameOf(rows, other)] : cases.length > 1 ? cases.map(({ row }) => row) : named;
    if (ways.length < 2) return [];
    const names = ways.map((row) => row.replace(/^[\s#$]+/, '').slice(0, 80));
    return [{ kind: 'alternative', line, endLine, text: names[0]!, others: names.slice(1) }];
  });
}

/** What the comment calls the other way: the command below it, where it says "or" and no more. */
function nameOf(rows: readonly string[], { row, i }: { readonly row: string; readonly i: number }): string {
  if (!/^\W*(?:or|alternatively)\W*$/i.test(row)) return row;
  return rows.slice(i + 1).find((next) => next.trim() !== '') ?? row;
}

function isCommandBelow(rows: readonly string[], at: number): boolean {
  const next = rows.slice(at + 1).find((row) => row.trim() !== '');
  return next !== undefined && !/^\s*#/.test(next);
}
