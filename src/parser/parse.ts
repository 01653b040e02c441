import type * as scopeModule from '@typescript-eslint/scope-manager';
import type * as estreeModule from '@typescript-eslint/typescript-estree';
import type { ParsedFile, ParseError } from '../ast/types.ts';
import { isFlow, withoutFlow } from './flow.ts';

type Estree = typeof estreeModule;
type Scopes = typeof scopeModule;
type Tree = ReturnType<Estree['parse']>;

/** Parses one file; never throws for what the file holds. */
export type Parse = (text: string, path: string) => ParsedFile;

/** What a comment that anybody heeds has in it: a type, or word to a linter. Collecting comments scans a file again. */
const HEEDED = /@(?:type|param)\b|\b(?:breakwater|eslint)-/;

let loading: Promise<Parse> | undefined;

/** Loads the parser, several megabytes, on first use. */
export function loadParser(): Promise<Parse> {
  loading ??= Promise.all([
    import('@typescript-eslint/typescript-estree'),
    import('@typescript-eslint/scope-manager'),
  ]).then(([estree, scopes]) => makeParser(exportsOf(estree), exportsOf(scopes)));
  return loading;
}

/** A bundled CommonJS package comes as the default export alone, an unbundled one with its names. */
function exportsOf<T extends object>(module: T): T {
  return 'default' in module ? (module.default as T) : module;
}

/** `parse` over a parser that is already in memory. */
function makeParser(estree: Estree, scopeManager: Scopes): Parse {
  /** The tree of a text, or where it fails. */
  const attempt = (text: string, path: string): Attempt => {
    let first: unknown;
    for (const jsx of jsxAttempts(path)) {
      try {
        const ast = estree.parse(text, {
          jsx,
          // Nobody reads lines and columns, but taking them off again costs more than they do.
          loc: true,
          range: true,
          comment: HEEDED.test(text),
          tokens: false,
          filePath: syntheticName(path, jsx),
          allowInvalidAST: true,
          errorOnUnknownASTType: false,
          // Comments come with the tree anyway; TypeScript's own trees of them are not read.
          jsDocParsingMode: 'none',
          suppressDeprecatedPropertyWarnings: true,
        });
        return { ast };
      } catch (error) {
        first ??= error;
      }
    }
    return { error: first };
  };
  return (source, path) => {
    const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
    const parsed = withFlow(attempt(text, path), text, (other) => attempt(other, path));
    if ('ast' in parsed) {
      const { ast } = parsed;
      let scopes: ParsedFile['scopes'] | undefined;
      return {
        path,
        text,
        ast: ast as ParsedFile['ast'],
        // Many modules that others import are only asked what they export again.
        get scopes() {
          return (scopes ??= analyzeScopes(scopeManager, ast));
        },
        comments: ast.comments ?? [],
        errors: [],
      };
    }
    const ast = estree.parse('', { range: true, loc: false });
    const errors = [parseError(parsed.error, text)];
    return {
      path,
      text,
      ast: ast as ParsedFile['ast'],
      scopes: analyzeScopes(scopeManager, ast),
      comments: [],
      errors,
    };
  };
}

type Attempt = { readonly ast: Tree } | { readonly error: unknown };

/** A file of Flow that does not parse as it is, parsed without what only Flow understands. */
function withFlow(first: Attempt, text: string, attempt: (text: string) => Attempt): Attempt {
  if ('ast' in first || !isFlow(text)) return first;
  let last: Attempt = first;
  const plain = withoutFlow(text, (other) => {
    last = attempt(other);
    return 'error' in last ? parseError(last.error, other).offset : undefined;
  });
  return plain === undefined ? first : last;
}

function analyzeScopes(scopeManager: Scopes, ast: unknown): ParsedFile['scopes'] {
  const program = ast as Parameters<Scopes['analyze']>[0];
  return scopeManager.analyze(program, {
    // A script's top level too: in a global scope references to its own declarations would stay unresolved.
    sourceType: 'module',
    // Without `lib`, every global stays unresolved, which is what facts take for a global.
    lib: [],
    emitDecoratorMetadata: false,
  });
}

/** JSX first where the extension says so, and the other reading second: `.js` may hold type casts, `.ts` may not hold JSX. */
function jsxAttempts(path: string): readonly boolean[] {
  if (/\.[mc]?ts$/i.test(path)) return [false, true];
  return [true, false];
}

/** typescript-estree lets the extension win over `jsx`; a name without a known one hands the choice back. */
function syntheticName(path: string, jsx: boolean): string {
  if (/\.d\.[mc]?ts$/i.test(path)) return path;
  return jsx ? 'file.tsx' : 'file.ts';
}

function parseError(error: unknown, text: string): ParseError {
  const raw = error as { message?: string; index?: number; location?: { start?: { offset?: number } } };
  const offset = Math.min(Math.max(raw.location?.start?.offset ?? raw.index ?? 0, 0), text.length);
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const message = (raw.message ?? 'cannot be parsed').split('\n', 1)[0]!;
  return { message, offset, line: before.length, column: before[before.length - 1]!.length + 1 };
}
