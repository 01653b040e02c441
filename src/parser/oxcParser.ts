import type * as oxcModule from 'oxc-parser';
import type { Comment, ParsedFile } from '../ast/types.ts';
import { hasReadComments, parsedFile } from './parsedFile.ts';
import { nestingOf } from './nesting.ts';
import type { Parse } from './parsing.ts';

export type Oxc = typeof oxcModule;

/** An entity in an attribute, which may be part of an address: only typescript-estree decodes it. */
const JSX_ENTITY = /<[\w.]+\s[^<>]*=\s*["'][^"'<>]*&[#\w]+;/;

/**
 * oxc-parser with typescript-estree's tree. What it refuses goes to `otherwise`, so that no text is judged by its
 * errors: recovery, messages and offsets are those of the parser of record.
 *
 * Known differences of the trees that nothing reads: entities of JSX texts not decoded, positions of lines and columns
 * absent.
 */
export function oxcParser(oxc: Oxc, otherwise: Parse): Parse {
  return (source, path) => {
    const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
    if (JSX_ENTITY.test(text)) return otherwise(source, path);
    // A native stack that overflows ends the process without a word; the other parser throws.
    const { tooDeepAt, longChain } = nestingOf(text);
    if (tooDeepAt !== undefined || longChain) return otherwise(source, path);
    const result = oxc.parseSync('file.ts', text, {
      lang: languageOf(path),
      // With types also in JavaScript, as typescript-estree reads it.
      astType: 'ts',
      sourceType: 'module',
      range: true,
      preserveParens: false,
    });
    if (result.errors.some(({ severity }) => (severity as string) === 'Error')) return otherwise(source, path);
    const ast = result.program as unknown as Mutable<ParsedFile['ast']> & { hashbang?: unknown };
    clearAbsent(ast);
    // A node that typescript-estree does not have.
    delete ast.hashbang;
    ast.sourceType = result.module.hasModuleSyntax ? 'module' : 'script';
    const comments = hasReadComments(text) ? result.comments.map(toComment) : [];
    return parsedFile(path, text, ast, comments);
  };
}

/** What typescript-estree leaves undefined where there is none; everything else that may be absent is null in both. */
const UNDEFINED_WHERE_ABSENT = new Set([
  'accessibility',
  'constraint',
  'default',
  'directive',
  'readonly',
  'returnType',
  'superTypeArguments',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
]);

/** Properties that are null in other nodes. */
const ABSENT_IN: Readonly<Record<string, string>> = { body: 'TSDeclareFunction', value: 'RestElement' };

function clearAbsent(root: object): void {
  const stack: object[] = [root];
  while (stack.length > 0) {
    const node = stack.pop() as Record<string, unknown>;
    for (const key in node) {
      const value = node[key];
      if (value === null) {
        if (UNDEFINED_WHERE_ABSENT.has(key) || ABSENT_IN[key] === node['type']) node[key] = undefined;
      } else if (typeof value === 'object' && key !== 'range') stack.push(value as object);
    }
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function toComment({ type, value, start, end }: oxcModule.Comment): Comment {
  return { type, value, range: [start, end] };
}

function languageOf(path: string): 'ts' | 'tsx' | 'dts' {
  if (/\.d\.[mc]?ts$/i.test(path)) return 'dts';
  return /\.[mc]?ts$/i.test(path) ? 'ts' : 'tsx';
}
