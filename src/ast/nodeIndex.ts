import type { CallExpression, ClassNode, FunctionNode, NewExpression, Node, ParsedFile } from './types.ts';
import type { Ast } from './types.ts';
import { forEachChild } from './walk.ts';

export type LoopNode =
  Ast.ForStatement | Ast.ForOfStatement | Ast.ForInStatement | Ast.WhileStatement | Ast.DoWhileStatement;

/** The nodes that facts start from, found in one walk that also sets `parent` where the parser did not. */
export interface NodeIndex {
  readonly calls: readonly CallExpression[];
  readonly news: readonly NewExpression[];
  readonly tagged: readonly Ast.TaggedTemplateExpression[];
  readonly loops: readonly LoopNode[];
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  readonly tries: readonly Ast.TryStatement[];
  readonly assignments: readonly Ast.AssignmentExpression[];
  readonly members: readonly Ast.MemberExpression[];
  readonly imports: readonly Ast.ImportDeclaration[];
}

const LIST_OF_TYPE: ReadonlyMap<string, keyof NodeIndex> = new Map([
  ['CallExpression', 'calls'],
  ['NewExpression', 'news'],
  ['TaggedTemplateExpression', 'tagged'],
  ['ForStatement', 'loops'],
  ['ForOfStatement', 'loops'],
  ['ForInStatement', 'loops'],
  ['WhileStatement', 'loops'],
  ['DoWhileStatement', 'loops'],
  ['FunctionDeclaration', 'functions'],
  ['FunctionExpression', 'functions'],
  ['ArrowFunctionExpression', 'functions'],
  ['ClassDeclaration', 'classes'],
  ['ClassExpression', 'classes'],
  ['TryStatement', 'tries'],
  ['AssignmentExpression', 'assignments'],
  ['MemberExpression', 'members'],
  ['ImportDeclaration', 'imports'],
]);

/** Lists the nodes of a file; statements come in source order, parents before what they hold. */
export function indexNodes(file: ParsedFile): NodeIndex {
  const index: Record<keyof NodeIndex, Node[]> = {
    calls: [],
    news: [],
    tagged: [],
    loops: [],
    functions: [],
    classes: [],
    tries: [],
    assignments: [],
    members: [],
    imports: [],
  };
  const stack: Node[] = [file.ast];
  const children: Node[] = [];
  while (stack.length > 0) {
    const node = stack.pop()!;
    const list = LIST_OF_TYPE.get(node.type);
    if (list) index[list].push(node);
    children.length = 0;
    forEachChild(node, (child) => {
      if (!child.parent) (child as { parent?: Node }).parent = node;
      children.push(child);
    });
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
  // The table says which type of node each list holds.
  return index as unknown as NodeIndex;
}
