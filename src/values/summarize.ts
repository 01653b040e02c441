import type { Knowledge } from '../knowledge/lookup.ts';
import type { Ast, Node, ParsedFile } from '../ast/types.ts';
import { FileContext } from './context.ts';
import { Answers } from '../ast/answers.ts';
import { isIdentifier, keyName, memberName, patternNames } from '../ast/nodes.ts';
import { fileMutations } from './mutations.ts';
import { importedValue, importedType, moduleValue } from './modules.ts';
import type { GlobalMutation, ModulePort, ModuleSummary } from './modulePort.ts';
import { joinValues } from './joinValues.ts';
import { isRequest } from './requests.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

interface Export {
  value(): AbstractValue;
  type(): AbstractValue;
}

/** What other files can learn from a module. Exports are worked out when asked for, each once. */
export function summarize(file: ParsedFile, port: ModulePort, knowledge: Knowledge): ModuleSummary {
  return summarizeContext(new FileContext(file, port, knowledge));
}

/** The same for a file that is under analysis already. */
export function summarizeContext(context: FileContext): ModuleSummary {
  const exports = new Map<string, Export>();
  const stars: string[] = [];
  for (const statement of context.file.ast.body) collectExports(context, statement as Node, exports, stars);
  collectCommonJs(context, exports);
  const values = new Answers<string, AbstractValue | undefined>(undefined);
  const types = new Answers<string, AbstractValue | undefined>(undefined);
  const mutations = new Answers<'', readonly GlobalMutation[]>([]);
  const network = new Answers<'', boolean>(false);
  return {
    file: context.file.path,
    names: [...exports.keys()],
    value: (name) =>
      values.of(
        name,
        () => exports.get(name)?.value() ?? exportOfWhole(exports, name) ?? starred(context, stars, name, 'value'),
      ),
    type: (name) => types.of(name, () => exports.get(name)?.type() ?? starred(context, stars, name, 'type')),
    get mutations() {
      return mutations.of('', () => fileMutations(context));
    },
    assigned: (name, member) => assignedTo(context, name, member),
    within: (_, work) => work(context),
    get network() {
      return network.of('', () =>
        [...context.index.calls, ...context.index.news].some((node) => isRequest(context, node)),
      );
    },
  };
}

function exportOfWhole(exports: ReadonlyMap<string, Export>, name: string): AbstractValue | undefined {
  const whole = exports.get('module.exports')?.value();
  if (!whole || name === 'module.exports') return undefined;
  return whole.kind === 'object' || whole.kind === 'module' ? whole.member(name) : undefined;
}

function starred(
  context: FileContext,
  stars: readonly string[],
  name: string,
  what: 'value' | 'type',
): AbstractValue | undefined {
  if (name === 'default' || name === 'module.exports') return undefined;
  for (const specifier of stars) {
    // A barrel of hundreds of modules would have each of them parsed for every name that one of them has.
    if (context.port.mayExport?.(specifier, context.file.path, name) === false) continue;
    const found = what === 'value' ? importedValue(context, specifier, name) : importedType(context, specifier, name);
    if (found.kind !== 'unknown') return found;
  }
  return undefined;
}

function exportOfNode(context: FileContext, node: Node): Export {
  return { value: () => context.value(node), type: () => context.valueOfType(node) };
}

function collectExports(context: FileContext, node: Node, exports: Map<string, Export>, stars: string[]): void {
  switch (node.type) {
    case 'ExportAllDeclaration':
      if (!node.exported) stars.push(node.source.value);
      else {
        const source = node.source.value;
        const name = (node.exported as Ast.Identifier).name;
        exports.set(name, { value: () => moduleValue(context, source), type: () => unknownValue });
      }
      return;
    case 'ExportDefaultDeclaration': {
      const declared = node.declaration as Node;
      const id = (declared as { id?: Node | null }).id;
      exports.set('default', { value: () => context.value(declared), type: () => context.valueOfType(id ?? declared) });
      return;
    }
    case 'TSExportAssignment':
      exports.set('module.exports', exportOfNode(context, node.expression));
      return;
    case 'ExportNamedDeclaration':
      collectNamedExports(context, node, exports);
  }
}

function collectNamedExports(
  context: FileContext,
  node: Ast.ExportNamedDeclaration,
  exports: Map<string, Export>,
): void {
  const { declaration } = node;
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) {
      for (const target of patternNames(id as Node)) exports.set(target.name, exportOfNode(context, target));
    }
  } else if (declaration) {
    const id = (declaration as { id?: Node | null }).id;
    if (isIdentifier(id)) {
      // A value and a type may share a name: `export const X = ...; export type X = ...`.
      const before = exports.get(id.name);
      const isType = declaration.type === 'TSTypeAliasDeclaration' || declaration.type === 'TSInterfaceDeclaration';
      const value = (): AbstractValue => context.value(declaration as Node);
      const kept = isType || declaration.type === 'TSModuleDeclaration' ? before?.value : undefined;
      exports.set(id.name, { value: kept ?? value, type: () => context.valueOfType(id) });
    }
  }
  for (const specifier of node.specifiers) {
    const exported = nameOf(specifier.exported as Node);
    const local = specifier.local as Node;
    if (node.source) {
      const source = node.source.value;
      const original = nameOf(local);
      exports.set(exported, {
        value: () => importedValue(context, source, original),
        type: () => importedType(context, source, original),
      });
    } else exports.set(exported, exportOfNode(context, local));
  }
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : String((node as Ast.StringLiteral).value);
}

/** `module.exports = x`, `exports.name = x`, `module.exports.name = x`. */
function collectCommonJs(context: FileContext, exports: Map<string, Export>): void {
  const whole: Node[] = [];
  for (const { left, right } of context.index.assignments) {
    if (left.type !== 'MemberExpression') continue;
    if (isModuleExports(context, left)) whole.push(right);
    else if (
      isModuleExports(context, left.object) ||
      isExportsAlias(context, left.object) ||
      (isIdentifier(left.object, 'exports') && !context.variable(left.object))
    ) {
      const name = keyName(left.property, left.computed);
      if (name !== undefined && !exports.has(name)) {
        exports.set(name, { value: () => context.value(right), type: () => context.valueOfType(right) });
      }
    }
  }
  if (whole.length > 0) {
    exports.set('module.exports', {
      value: () => joinValues(whole.map((node) => context.value(node))),
      type: () => joinValues(whole.map((node) => context.valueOfType(node))),
    });
  }
}

/** `const db = module.exports`, whose members are exports. */
function isExportsAlias(context: FileContext, node: Node): boolean {
  const definition = isIdentifier(node) ? context.variable(node)?.defs[0]?.node : undefined;
  const init = definition?.type === 'VariableDeclarator' ? definition.init : undefined;
  return init ? isModuleExports(context, init) : false;
}

/** `global.name = value`; `name.member = value`, where nothing in the file declares the name. */
function assignedTo(context: FileContext, name: string, member: string | undefined): AbstractValue | undefined {
  const found: AbstractValue[] = [];
  for (const { left, right } of context.index.assignments) {
    if (left.type !== 'MemberExpression' || memberName(left) !== (member ?? name)) continue;
    const object = left.object as Node;
    const fits =
      member === undefined
        ? isIdentifier(object, 'global') || isIdentifier(object, 'globalThis')
        : isIdentifier(object, name) && !context.variable(object);
    if (fits) found.push(context.value(right));
  }
  return found.length > 0 ? joinValues(found.filter((value) => value.kind !== 'literal')) : undefined;
}

function isModuleExports(context: FileContext, node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    isIdentifier(node.object, 'module') &&
    !context.variable(node.object) &&
    memberName(node) === 'exports'
  );
}
