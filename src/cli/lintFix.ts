import type { ParserName } from '../parser/chooseParser.ts';
import { fixAll } from '../lint/fix.ts';
import type { LintResult } from '../lint/model.ts';
import { codeOf } from '../files/ignoreRules.ts';
import { encodeSource, readSource } from '../files/readSource.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { openEngine } from './engine.ts';
import type { Linted } from './lintRun.ts';
import type { LintSettings } from './lintTask.ts';

export interface FixedFiles {
  /** What is left to say, file by file. */
  readonly results: readonly LintResult[];
  /** Files that could not be written; the others were. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** Applies every fix that needs no judgement and writes the files, each whole or not at all. */
export async function fixFiles(
  { results, marked }: Linted,
  settings: LintSettings,
  parser: ParserName | undefined,
): Promise<FixedFiles> {
  const problems: { path: string; message: string }[] = [];
  if (!results.some(isFixable)) return { results, problems };
  const engine = await openEngine({ task: 'lint', settings, ...(parser ? { parser } : {}) });
  const after: LintResult[] = [];
  for (const result of results) after.push(isFixable(result) ? await fixFile(result) : result);
  return { results: after, problems };

  async function fixFile(result: LintResult): Promise<LintResult> {
    const { path } = result;
    try {
      const source = readSource(path);
      if (!source) return result;
      const fixed = await fixAll(source.text, async (text) => {
        const [file] = engine({ files: [{ path, text }], marked }).files;
        return (file?.result as LintResult | null | undefined) ?? { path, messages: [], suppressed: [] };
      });
      if (fixed.changed) await writeAtomic(path, encodeSource(fixed.text, source));
      return fixed.result;
    } catch (error) {
      problems.push({ path, message: `can't be written (${codeOf(error)}), so it wasn't fixed` });
      return result;
    }
  }
}

function isFixable({ messages }: LintResult): boolean {
  return messages.some(({ fix }) => fix !== undefined);
}
