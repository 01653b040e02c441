import { dirname, join, relative, resolve } from 'node:path';
import { lastRuns } from '../processes/runHistory.ts';
import { checkRunbook } from '../checks/checks.ts';
import type { RunbookFinding } from '../checks/model.ts';
import { linkTargets } from '../files/linkTargets.ts';
import { readIfPlain, readPlainBytes } from '../files/readPlain.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { applyEdits } from '../text/edit.ts';
import { notUtf8, utf8Text } from '../files/utf8.ts';
import { coverageHere } from './runbookCoverage.ts';
import { complain } from '../commandLine/output.ts';
import { markdownFiles, readText } from '../commandLine/runbookFiles.ts';
import { folderOfRecords, RUNS_FOLDER } from '../commandLine/runsFolder.ts';

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
  const drills = await lastRuns(join(folderOfRecords(), RUNS_FOLDER), folderOfRecords());
  const code = coverageHere();
  const out: CheckedFile[] = [];
  for (const file of await markdownFiles(paths)) {
    const folder = dirname(file);
    const lastDrilled = drills.get(resolve(file));
    const before = await readText(file);
    const fixes = options.fix && isKept(file, before);
    let text = before;
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
    for (let round = 0; fixes && round < 50; round++) {
      const fix = findings.find((finding) => finding.fix)?.fix;
      if (!fix) break;
      text = applyEdits(text, fix.edits);
      findings = check(text);
    }
    if (text !== before) await writeAtomic(file, text);
    out.push({ path: relative('.', file).replaceAll('\\', '/'), text, findings });
  }
  return out;
}

/** Whether a file can be written again without losing text; says why not. */
function isKept(file: string, text: string): boolean {
  // What is not UTF-8 was read as U+FFFD, which a text may hold as well.
  if (!text.includes('\uFFFD')) return true;
  const bytes = readPlainBytes(file);
  if (utf8Text(bytes) !== undefined) return true;
  complain(`breakwater: ${file} ${notUtf8(bytes)}.`);
  return false;
}
