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

export function indexNodes(file: ParsedFile): NodeIndex {
  const index = {
    calls: [] as CallExpression[],
    news: [] as NewExpression[],
    tagged: [] as Ast.TaggedTemplateExpression[],
    loops: [] as LoopNode[],
    functions: [] as FunctionNode[],
    classes: [] as ClassNode[],
    tries: [] as Ast.TryStatement[],
    assignments: [] as Ast.AssignmentExpression[],
    members: [] as Ast.MemberExpression[],
    imports: [] as Ast.ImportDeclaration[],
  };
  const stack: Node[] = [file.ast];
  const children: Node[] = [];
  while (stack.length > 0) {
    const node = stack.pop()!;
    switch (node.type as string) {
      case 'CallExpression':
        index.calls.push(node as CallExpression);
        break;
      case 'NewExpression':
        index.news.push(node as NewExpression);
        break;
      case 'TaggedTemplateExpression':
        index.tagged.push(node as Ast.TaggedTemplateExpression);
        break;
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        index.loops.push(node as LoopNode);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        index.functions.push(node as FunctionNode);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        index.classes.push(node as ClassNode);
        break;
      case 'TryStatement':
        index.tries.push(node as Ast.TryStatement);
        break;
      case 'AssignmentExpression':
        index.assignments.push(node as Ast.AssignmentExpression);
        break;
      case 'MemberExpression':
        index.members.push(node as Ast.MemberExpression);
        break;
      case 'ImportDeclaration':
        index.imports.push(node as Ast.ImportDeclaration);
        break;
    }
    children.length = 0;
    forEachChild(node, (child) => {
      if (!child.parent) (child as { parent?: Node }).parent = node;
      children.push(child);
    });
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
  return index;
}
