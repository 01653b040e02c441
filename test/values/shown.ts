import type { CallExpression, Node } from '../../src/ast/types.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { FileContext, noModules, summarize, type AbstractValue, type ModulePort } from '../../src/values/index.ts';

const parse = await loadParser();

export function contextOf(text: string, port: ModulePort = noModules): FileContext {
  return new FileContext(parse(text, '/a.ts'), port, knowledge);
}

/** A port for files that import each other by `./name`. */
export function filesPort(
  files: Readonly<Record<string, string>>,
  versions: Readonly<Record<string, string>> = {},
): ModulePort {
  const port: ModulePort = {
    ...noModules,
    version: (name) => versions[name],
    summary: (specifier) => {
      const text = files[specifier.replace('./', '')];
      if (text === undefined) return undefined;
      const file = `/${specifier.replace('./', '')}.ts`;
      return { file, summary: summarize(parse(text, file), port, knowledge) };
    },
  };
  return port;
}

/** The argument of the last `show(...)` of a text, with the file it stands in. */
export function shown(text: string, port?: ModulePort): { readonly context: FileContext; readonly node: Node } {
  const context = contextOf(text, port);
  const isShow = ({ callee }: CallExpression): boolean => callee.type === 'Identifier' && callee.name === 'show';
  const call = context.index.calls.filter(isShow).at(-1)!;
  return { context, node: call.arguments[0] as Node };
}

/** What the argument of the last `show(...)` of a text is. */
export function valueShown(text: string, port?: ModulePort): AbstractValue {
  const { context, node } = shown(text, port);
  return context.value(node);
}

/** The same in a word: `pg Pool`, `3`, `function`, `unknown`. */
export function wordFor(value: AbstractValue): string {
  if (value.kind === 'client') return `${value.library.name} ${value.typeName}`;
  if (value.kind === 'literal') return JSON.stringify(value.value) ?? 'undefined';
  return value.kind === 'unknown' && value.injected ? 'injected' : value.kind;
}

export function wordShown(text: string, port?: ModulePort): string {
  return wordFor(valueShown(text, port));
}
