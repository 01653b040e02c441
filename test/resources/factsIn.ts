import { analyze } from '../detectors/analyze.ts';
import type { FileFacts } from '../../src/facts/model.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { noModules } from '../../src/values/index.ts';

const parse = await loadParser();

/** The facts of a file on its own. */
export function factsIn(text: string): FileFacts {
  return analyze(parse(text, 'src/a.ts'), noModules);
}
