import type { Comment, ParsedFile, ParseError } from '../ast/types.ts';
import { scopesOfModule } from './scopes.ts';

/** What a comment that is read has in it: a type, or a word to a linter. Collecting comments scans a file again. */
const READ_COMMENT = /@(?:type|param)\b|\b(?:breakwater|eslint)-/;

/** Whether a text has comments that facts or suppressions read. */
export function hasReadComments(text: string): boolean {
  return READ_COMMENT.test(text);
}

/** A parsed file whose scopes are worked out when somebody asks: many modules are only asked what they export. */
export function parsedFile(
  path: string,
  text: string,
  ast: ParsedFile['ast'],
  comments: readonly Comment[],
  errors: readonly ParseError[] = [],
): ParsedFile {
  let scopes: ParsedFile['scopes'] | undefined;
  return {
    path,
    text,
    ast,
    get scopes() {
      return (scopes ??= scopesOfModule(ast));
    },
    comments,
    errors,
  };
}
