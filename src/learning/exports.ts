import type { Node } from '../ast/types.ts';
import { unwrap } from '../ast/nodes.ts';
import type { AbstractValue, FileContext, ModulePort } from '../values/index.ts';

const MAX_FILES = 60;

/**
 * The exports of a file with what they are, those behind `export *` and `module.exports = require(...)` included. What a
 * CommonJS module is as a whole stands under `default`. What is not known stands there as well, as such.
 */
export function exportsOf(
  entry: string,
  port: ModulePort,
  files: readonly FileContext[],
): ReadonlyMap<string, AbstractValue> {
  const found = new Map<string, AbstractValue>();
  const byPath = new Map(files.map((file) => [file.file.path, file]));
  const open = new Set([entry]);
  for (const path of open) {
    const file = byPath.get(path);
    if (!file || open.size > MAX_FILES) continue;
    for (const specifier of handsOn(file)) {
      const next = port.summary(specifier, path);
      if (next) open.add(next.file);
    }
    const summary = summaryOf(port, path);
    for (const name of summary?.names ?? []) {
      const value = summary?.value(name);
      if (name === 'module.exports') addWhole(found, value ?? { kind: 'unknown' }, file);
      else if (!found.has(name)) found.set(name, value ?? { kind: 'unknown' });
    }
  }
  return found;
}

function addWhole(found: Map<string, AbstractValue>, value: AbstractValue, file: FileContext): void {
  if (!found.has('default')) found.set('default', value);
  if (value.kind !== 'object' || value.node?.type !== 'ObjectExpression') return;
  for (const property of value.node.properties) {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
    const member = value.member(property.key.name) ?? file.value(property.value as Node);
    if (member.kind !== 'unknown' && !found.has(property.key.name)) found.set(property.key.name, member);
  }
}

type Summary = NonNullable<ReturnType<ModulePort['summary']>>['summary'];

/** The file's own summary, by the name that a file beside it would import it under. */
function summaryOf(port: ModulePort, path: string): Summary | undefined {
  return port.summary(`./${path.slice(path.lastIndexOf('/') + 1)}`, path)?.summary;
}

/** What a file exports whole: `export * from './a'`, `module.exports = require('./a')`. */
function handsOn(file: FileContext): string[] {
  const specifiers: string[] = [];
  for (const statement of file.file.ast.body) {
    if (statement.type === 'ExportAllDeclaration' && !statement.exported) specifiers.push(statement.source.value);
  }
  for (const { left, right } of file.index.assignments) {
    if (file.text(left) !== 'module.exports') continue;
    const value = unwrap(right);
    const specifier =
      value.type === 'CallExpression' && file.text(value.callee) === 'require'
        ? file.constant(value.arguments[0])
        : undefined;
    if (typeof specifier === 'string') specifiers.push(specifier);
  }
  return specifiers;
}
