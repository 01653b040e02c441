import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { lastRuns } from '../processes/runHistory.ts';
import { checkRunbook } from '../checks/checks.ts';
import type { RunbookFinding } from '../checks/model.ts';
import { linkTargets } from '../files/linkTargets.ts';
import { readIfPlain } from '../files/readPlain.ts';
import { applyEdits } from '../text/edit.ts';
import { coverageHere } from './runbookCoverage.ts';
import { markdownFiles, readText } from '../commandLine/runbookFiles.ts';
import { RUNS_FOLDER } from '../commandLine/runsFolder.ts';

export interface CheckedFile {
  /** Relative to the working directory, `/`-separated. */
  readonly path: string;
  readonly text: string;
  readonly findings: readonly RunbookFinding[];
}

/** Checks every Markdown file that the paths stand for; with `fix`, writes back what can be fixed. */
export async function checkFiles(
  paths: readonly string[],
  options: { readonly all: boolean; readonly fix: boolean; readonly today?: string },
): Promise<CheckedFile[]> {
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const drills = await lastRuns(RUNS_FOLDER, '.');
  const code = coverageHere();
  const out: CheckedFile[] = [];
  for (const file of await markdownFiles(paths)) {
    const folder = dirname(file);
    const lastDrilled = drills.get(resolve(file));
    let text = await readText(file);
    const unused = await code.unusedIn(file, text);
    const check = (text: string): readonly RunbookFinding[] =>
      checkRunbook(text, {
        today,
        fileName: file,
        ...(lastDrilled === undefined ? {} : { lastDrilled }),
        unusedDependencies: unused,
        exists: linkTargets(folder),
        read: (path) => readIfPlain(join(folder, path)),
        ...(options.all ? { asRunbook: true } : {}),
      });
    let findings = check(text);
    // Fixing one thing may change what the rest of the file is, so each round fixes the first only.
    for (let round = 0; options.fix && round < 50; round++) {
      const fix = findings.find((finding) => finding.fix)?.fix;
      if (!fix) break;
      text = applyEdits(text, fix.edits);
      findings = check(text);
      await writeFile(file, text);
    }
    out.push({ path: relative('.', file).replaceAll('\\', '/'), text, findings });
  }
  return out;
}
