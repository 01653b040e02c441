import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { pathTo } from '../ast/locate.ts';
import { isInside } from '../ast/nodes.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import type { Range } from '../text/range.ts';

const asksForFailure = /\bok\b|status|error|fail|succe/i;

/**
 * `const reply = await ask(); try { return JSON.parse(reply.text); } catch (error) { last = error; }`: the loop goes round for
 * an answer that is of no use, and a request that fails leaves it, so that what the client has tried again is never tried
 * again here.
 */
export function repeatsOnlyAnswers(file: ParsedFile, call: Range, loopStart: number): boolean {
  const path = pathTo(file, call);
  const at = path.findIndex(
    ({ type, range }) => /^(?:For|ForOf|While|DoWhile)Statement$/.test(type) && range[0] === loopStart,
  );
  const loop = path[at];
  if (!loop) return false;
  const request = path.at(-1)!;
  const hears = path
    .slice(at)
    .some((node) => node.type === 'TryStatement' && node.handler && isInside(request, node.block));
  if (hears || catchesItself(request)) return false;
  const goesRound = someNode(
    loop,
    (node) => node.type === 'TryStatement' && node.handler !== null && goesOn(node.handler),
    OWN_BODY,
  );
  return (
    goesRound &&
    !someNode(
      loop,
      (node) => node.type === 'IfStatement' && asksForFailure.test(file.text.slice(...node.test.range)),
      OWN_BODY,
    )
  );
}

function goesOn({ body }: Ast.CatchClause): boolean {
  return !someNode(body, ({ type }) => /^(?:Throw|Return|Break)Statement$/.test(type), OWN_BODY);
}

/** `ask().catch(() => undefined)` */
function catchesItself(request: Node): boolean {
  for (let step = methodOn(outermostWrapper(request)); step; step = methodOn(outermostWrapper(step.call)))
    if (step.name === 'catch' || (step.name === 'then' && step.call.arguments.length > 1)) return true;
  return false;
}
