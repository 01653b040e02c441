import type { ParserName } from '../parser/parserNames.ts';
import { changeOf, fixAll, type ChosenRules } from '../lint/fix.ts';
import type { LintResult } from '../lint/model.ts';
import { codeOf } from '../files/ignoreRules.ts';
import { encodeSource, readSource } from '../files/readSource.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { ask } from '../commandLine/prompt.ts';
import { openEngine } from '../batch/engine.ts';
import type { Linted } from './lintRun.ts';
import type { LintSettings } from '../batch/lintTask.ts';

export interface FixedFiles {
  /** What is left to say, file by file. */
  readonly results: readonly LintResult[];
  /** Files that could not be written; the others were. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** Applies every fix that needs no judgement, and the first suggestion of the chosen rules, and writes the files, each whole or not at all. */
export async function fixFiles(
  { results, marked }: Linted,
  settings: LintSettings,
  parser: ParserName | undefined,
  chosen: ChosenRules = new Set(),
): Promise<FixedFiles> {
  const isFixable = ({ messages }: LintResult): boolean => messages.some((one) => changeOf(one, chosen) !== undefined);
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
      const fixed = await fixAll(
        source.text,
        async (text) => {
          const [file] = engine({ files: [{ path, text }], marked }).files;
          return (file?.result as LintResult | null | undefined) ?? { path, messages: [], suppressed: [] };
        },
        chosen,
      );
      if (fixed.changed) await writeAtomic(path, encodeSource(fixed.text, source));
      return fixed.result;
    } catch (error) {
      problems.push({ path, message: `can't be written (${codeOf(error)}), so it wasn't fixed` });
      return result;
    }
  }
}

/** The rules whose suggestions are wanted: all of them with `yes`, else those that the terminal says yes to. */
export async function chooseRules(results: readonly LintResult[], yes: boolean): Promise<ChosenRules> {
  const offered = new Map<string, { count: number; title: string }>();
  for (const { ruleId, fix, suggestions } of results.flatMap(({ messages }) => messages)) {
    const [first] = fix ? [] : suggestions;
    if (first) offered.set(ruleId, { title: first.title, count: (offered.get(ruleId)?.count ?? 0) + 1 });
  }
  if (yes) return new Set(offered.keys());
  const chosen = new Set<string>();
  for (const [ruleId, { count, title }] of [...offered].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const what = count === 1 ? '1 suggestion' : `${count} suggestions`;
    const answer = await ask(`Apply ${what} of ${ruleId}, e.g. "${title}"? [y/N] `);
    if (answer === undefined) break;
    if (/^y(?:es)?$/i.test(answer.trim())) chosen.add(ruleId);
  }
  return chosen;
}
