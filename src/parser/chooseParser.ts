import type { ParsedFile } from '../ast/types.ts';
import { oxcParser, type Oxc } from './oxcParser.ts';
import type { ParserName } from './parserNames.ts';
import type { Parse } from './parsing.ts';
import { typescriptParser, type Estree } from './typescriptParser.ts';

/** A parser and what it is called. */
export interface NamedParser {
  readonly name: ParserName;
  readonly parse: Parse;
}

/**
 * The parser called `wanted`; by default oxc-parser where its binding for this machine is installed, and
 * typescript-estree otherwise. Both give the same facts and findings.
 *
 * `requireEstree` loads typescript-estree; it is called with the first text that only that parser can judge, in the
 * middle of an analysis, and so is synchronous.
 * @throws where `wanted` is `oxc` and it is not installed
 */
export async function chooseParser(requireEstree: () => unknown, wanted?: ParserName): Promise<NamedParser> {
  let parser: Parse | undefined;
  const typescript: Parse = (text, path): ParsedFile => {
    parser ??= typescriptParser(requireEstree() as Estree);
    return parser(text, path);
  };
  const oxc = wanted === 'typescript' ? undefined : await importOxc();
  if (oxc) return { name: 'oxc', parse: oxcParser(oxc, typescript) };
  if (wanted === 'oxc') throw new Error('--parser oxc: oxc-parser is not installed here. Run: npm install oxc-parser');
  return { name: 'typescript', parse: typescript };
}

function importOxc(): Promise<Oxc | undefined> {
  return import('oxc-parser').catch(() => undefined);
}
