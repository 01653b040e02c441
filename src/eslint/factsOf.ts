import type { FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { RuleContext, SourceCode } from './eslintTypes.ts';
import { projectOf } from './otherFiles.ts';

export interface Analyzed {
  readonly file: ParsedFile;
  readonly facts: FileFacts;
}

const known = new WeakMap<SourceCode, Analyzed>();

/** The facts of the file that ESLint is at, worked out once for all rules, from the tree and scopes it supplies. */
export function factsOf(context: RuleContext): Analyzed {
  const { sourceCode } = context;
  let analyzed = known.get(sourceCode);
  if (!analyzed) {
    const file: ParsedFile = {
      path: (context.physicalFilename ?? context.filename).replace(/\\/g, '/'),
      text: sourceCode.text,
      ast: sourceCode.ast,
      scopes: sourceCode.scopeManager ?? { scopes: [] },
      comments: sourceCode.getAllComments(),
      errors: [],
    };
    known.set(sourceCode, (analyzed = { file, facts: projectOf(context).facts(file) }));
  }
  return analyzed;
}
