import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { analyze } from '../detectors/analyze.ts';

/** The remote calls of one file's text: which library, and whether something bounds them. */
export async function inventoryOf(code: string): Promise<{ api: string; timeout: string }[]> {
  const parse = await loadParser();
  return analyze(parse(code, 'src/a.ts'), noModules).calls.map(({ api, timeout }) => ({ api, timeout }));
}
