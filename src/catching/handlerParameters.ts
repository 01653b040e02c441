import type { FunctionNode, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { freshParameter } from '../changes/edits.ts';

/** The name under which a function has its parameter at a position, and what adds it where it has fewer. */
export interface Taker {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** Parameters of Express' handlers and of what `new Promise` runs, with the type that their last one has. */
const known = {
  'express-handler': { names: ['_req', '_res', 'next'], type: '(error?: unknown) => void' },
  executor: { names: ['resolve', 'reject'], type: '(reason?: unknown) => void' },
} as const;

/**
 * Express' `next` and an executor's `reject`: the name that the function has for it, or the parameters that lack.
 * @returns undefined where one of them is a pattern or takes the rest, and for Express' handlers of errors
 */
export function parameterEdits(file: ParsedFile, owner: FunctionNode, kind: keyof typeof known): Taker | undefined {
  const { names, type } = known[kind];
  const { params } = owner;
  const position = names.length - 1;
  if (kind === 'express-handler') {
    const own = params.find((param) => param.type === 'Identifier' && param.name === 'next');
    if (own?.type === 'Identifier') return { name: own.name, edits: [] };
    if (params.length > names.length) return undefined;
  }
  const given = params[position];
  if (given) return given.type === 'Identifier' ? { name: given.name, edits: [] } : undefined;
  if (params.at(-1)?.type === 'RestElement') return undefined;
  // A promise that nothing resolves is no mistake of its failure.
  if (kind === 'executor' && params.length === 0) return undefined;
  const name = freshParameter(file, owner.body ?? owner, names[position]!);
  const fillers = names.slice(params.length, position).map((one) => freshParameter(file, owner.body ?? owner, one));
  // Where the others say what they are, nothing else tells it of this one.
  const typed = params.some((param) => param.type === 'Identifier' && param.typeAnnotation);
  const added = [...fillers.map((one) => (typed ? `${one}: unknown` : one)), typed ? `${name}: ${type}` : name];
  const edits = withParameters(file, owner, added.join(', '));
  return edits && { name, edits };
}

function withParameters({ text }: ParsedFile, { range, params }: FunctionNode, added: string): TextEdit[] | undefined {
  const [first] = params;
  const last = params.at(-1);
  if (!first || !last) {
    const at = /^(?:async\s*)?(?:function\s*\*?\s*[\w$]*\s*)?\(/.exec(text.slice(range[0]))?.[0].length;
    return at === undefined ? undefined : [insertion(range[0] + at, added)];
  }
  const end = last.range[1];
  if (text.slice(range[0], first.range[0]).includes('(')) return [insertion(end, `, ${added}`)];
  return [insertion(first.range[0], '('), insertion(end, `, ${added})`)];
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}
