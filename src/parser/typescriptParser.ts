import type * as estreeModule from '@typescript-eslint/typescript-estree';
import type { ParsedFile, ParseError } from '../ast/types.ts';
import { isFlow, withoutFlow } from './flow.ts';
import { nestingOf } from './nesting.ts';
import { hasReadComments, parsedFile } from './parsedFile.ts';
import type { Parse } from './parsing.ts';

export type Estree = typeof estreeModule;

const TOO_DEEP = 'nested too deeply';

/** typescript-eslint's parser: the parser of record. What it cannot read is an empty tree with an error. */
export function typescriptParser(estree: Estree): Parse {
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
          comment: hasReadComments(text),
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
    const { tooDeepAt } = nestingOf(text);
    const parsed: Attempt =
      tooDeepAt === undefined
        ? withFlow(attempt(text, path), text, (other) => attempt(other, path))
        : { error: { message: TOO_DEEP, index: tooDeepAt } };
    if ('ast' in parsed) return parsedFile(path, text, parsed.ast as ParsedFile['ast'], parsed.ast.comments ?? []);
    const empty = estree.parse('', { range: true, loc: false }) as ParsedFile['ast'];
    return parsedFile(path, text, empty, [], [parseError(parsed.error, text)]);
  };
}

type Attempt = { readonly ast: ReturnType<Estree['parse']> } | { readonly error: unknown };

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
  if (error instanceof RangeError) return parseError({ message: TOO_DEEP }, text);
  const raw = error as { message?: string; index?: number; location?: { start?: { offset?: number } } };
  const offset = Math.min(Math.max(raw.location?.start?.offset ?? raw.index ?? 0, 0), text.length);
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const message = (raw.message ?? 'cannot be parsed').split('\n', 1)[0]!;
  return { message, offset, line: before.length, column: before[before.length - 1]!.length + 1 };
}
