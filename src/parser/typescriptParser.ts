import type * as estreeModule from '@typescript-eslint/typescript-estree';
import type { ParsedFile, ParseError } from '../ast/types.ts';
import { hasReadComments, parsedFile } from './parsedFile.ts';
import type { Parse } from './parsing.ts';

export type Estree = typeof estreeModule;

/** typescript-eslint's parser: the parser of record. What it cannot read is an empty tree with an error. */
export function typescriptParser(estree: Estree): Parse {
  return (source, path) => {
    const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
    let first: unknown;
    for (const jsx of jsxAttempts(path)) {
      try {
        const ast = estree.parse(text, {
          jsx,
          // Nobody reads lines and columns, but taking them off again costs more than they do.
          loc: true,
          range: true,
          comment: hasReadComments(text),
          tokens: false,
          filePath: syntheticName(path, jsx),
          allowInvalidAST: true,
          errorOnUnknownASTType: false,
          // Comments come with the tree anyway; TypeScript's own trees of them are not read.
          jsDocParsingMode: 'none',
          suppressDeprecatedPropertyWarnings: true,
        });
        return parsedFile(path, text, ast as ParsedFile['ast'], ast.comments ?? []);
      } catch (error) {
        first ??= error;
      }
    }
    const empty = estree.parse('', { range: true, loc: false }) as ParsedFile['ast'];
    return parsedFile(path, text, empty, [], [parseError(first, text)]);
  };
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
