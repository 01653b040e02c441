import type { ParsedFile } from '../../src/ast/types.ts';
import { analyze as analyzeFile } from '../../src/detectors/analyze.ts';
import type { FileFacts } from '../../src/facts/model.ts';
import type { Knowledge } from '../../src/knowledge/lookup.ts';
import { knowledge as builtIn } from '../../src/libraries/index.ts';
import type { ModulePort } from '../../src/values/index.ts';

/** The facts of one file, with what Breakwater knows of libraries unless a test brings its own knowledge. */
export function analyze(file: ParsedFile, port: ModulePort, knowledge: Knowledge = builtIn): FileFacts {
  return analyzeFile(file, port, knowledge);
}
