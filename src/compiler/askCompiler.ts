import type ts from 'typescript';
import type { FileAnswers, TypeAnswer } from '../facts/types.ts';
import { placeKey } from '../typing/oracle.ts';
import type { FileQuestions, OracleAnswers, TypeQuestion } from '../typing/oracle.ts';
import { slashed } from '../files/paths.ts';
import { DeclaredTypes } from './declaredTypes.ts';
import { makeProgram } from './program.ts';
import type { ProgramSetup } from './program.ts';

/** Answers all questions from one program. */
export function askCompiler(setup: ProgramSetup, files: readonly FileQuestions[]): OracleAnswers {
  const program = makeProgram(
    setup,
    files.map(({ path }) => path),
  );
  const types = new DeclaredTypes(setup.typescript, program);
  const byFile: Record<string, FileAnswers> = {};
  for (const { path, questions } of files) {
    const source = program.getSourceFile(path);
    if (!source) continue;
    const answers: Record<string, TypeAnswer> = {};
    for (const question of questions) {
      const node = nodeAt(setup.typescript, source, question);
      const answer = node && types.of(node);
      if (answer) answers[placeKey(question)] = answer;
    }
    if (Object.keys(answers).length > 0) byFile[path] = answers;
  }
  return { byFile, sources: program.getSourceFiles().map(({ fileName }) => slashed(fileName)) };
}

/** The innermost node that takes up exactly the place of an expression. */
function nodeAt(typescript: TypeScriptWalk, source: ts.SourceFile, { start, end }: TypeQuestion): ts.Node | undefined {
  let found: ts.Node | undefined;
  let at: ts.Node | undefined = source;
  while (at) {
    if (at.getStart(source) === start && at.end === end) found = at;
    at = typescript.forEachChild(at, (child) => (child.pos <= start && child.end >= end ? child : undefined));
  }
  return found;
}

type TypeScriptWalk = Pick<typeof ts, 'forEachChild'>;
