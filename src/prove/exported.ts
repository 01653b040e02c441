import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { keyName, memberName, unwrap } from '../ast/nodes.ts';

/** What a file hands out: by name, by the node that is its value; `=` is what `module.exports` is set to. */
export interface Exports {
  readonly byName: ReadonlyMap<string, string>;
  readonly byNode: ReadonlyMap<Node, string>;
  readonly module: 'esm' | 'cjs';
}

/** The exports of a file that are written in it. */
export function exportsOf({ ast }: ParsedFile): Exports {
  const byName = new Map<string, string>();
  const byNode = new Map<Node, string>();
  let module: 'esm' | 'cjs' = 'cjs';
  for (const statement of ast.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        module = 'esm';
        break;
      case 'ExportNamedDeclaration':
        module = 'esm';
        for (const name of declaredNames(statement.declaration)) byName.set(name, name);
        for (const { local, exported } of statement.source ? [] : statement.specifiers)
          byName.set(nameOf(local), nameOf(exported));
        break;
      case 'ExportDefaultDeclaration':
        module = 'esm';
        addValue(statement.declaration, 'default', byName, byNode);
        break;
      case 'TSExportAssignment':
        addValue(statement.expression, '=', byName, byNode);
        break;
      case 'ExpressionStatement':
        addAssigned(statement.expression, byName, byNode);
    }
  }
  return { byName, byNode, module };
}

function declaredNames(declaration: Node | null): string[] {
  if (declaration?.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  if (declaration?.type !== 'FunctionDeclaration' && declaration?.type !== 'ClassDeclaration') return [];
  return declaration.id ? [declaration.id.name] : [];
}

function nameOf(node: Ast.Identifier | Ast.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function addValue(value: Node, name: string, byName: Map<string, string>, byNode: Map<Node, string>): void {
  const plain = unwrap(value);
  if (plain.type === 'Identifier') byName.set(plain.name, name);
  byNode.set(plain, name);
  if ((plain.type === 'FunctionDeclaration' || plain.type === 'ClassDeclaration') && plain.id)
    byName.set(plain.id.name, name);
}

/** `module.exports = x`, `module.exports = { x, y: z }`, `exports.x = y`, `module.exports.x = y`. */
function addAssigned(expression: Node, byName: Map<string, string>, byNode: Map<Node, string>): void {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return;
  const { left, right } = expression;
  if (isModuleExports(left)) {
    const value = unwrap(right);
    if (value.type !== 'ObjectExpression') return addValue(value, '=', byName, byNode);
    for (const property of value.properties) {
      if (property.type !== 'Property') continue;
      const name = keyName(property.key, property.computed);
      if (name !== undefined) addValue(property.value, name, byName, byNode);
    }
    return;
  }
  const name = memberName(left);
  const isExports = left.object.type === 'Identifier' && left.object.name === 'exports';
  if (name !== undefined && (isExports || isModuleExports(left.object))) addValue(right, name, byName, byNode);
}

function isModuleExports(node: Node): boolean {
  if (node.type !== 'MemberExpression' || memberName(node) !== 'exports') return false;
  return node.object.type === 'Identifier' && node.object.name === 'module';
}
