import { coverageText } from '../dependencies/words.ts';
import { slashed } from '../files/paths.ts';
import { RunbookCoverage } from '../inventory/runbookCoverage.ts';
import { visibleJson } from '../text/visible.ts';
import { inventoryConfig } from './lintConfig.ts';
import { print } from '../commandLine/output.ts';
import { exitCodes } from '../commandLine/problem.ts';
import { Progress } from '../batch/progress.ts';

/** `runbook coverage` */
export async function coverage({ format, strict }: { format: 'table' | 'json'; strict: boolean }): Promise<void> {
  const found = await coverageHere().dependencies();
  await print(format === 'json' ? `${visibleJson(JSON.stringify(found, null, 2))}\n` : coverageText(found));
  process.exitCode = strict && found.some(({ runbooks }) => runbooks.length === 0) ? exitCodes.found : exitCodes.fine;
}

/**
 * What fails when something that a runbook names is down, as text. @param analyse false: only where the code was analysed
 * before, so that showing a page does not read a large repository
 */
export async function affectedCallsHere(file: string, text: string, analyse: boolean): Promise<string> {
  const code = coverageHere();
  if (analyse || !code.concerns(file, text) || (await code.isKnown())) return code.affectedBy(file, text);
  return '\nCalls that fail when its dependencies are down: not analysed yet (--calls does).\n';
}

/** Of the code in the working directory. Reading much of it is told of on a terminal. */
export function coverageHere(): RunbookCoverage {
  const here = slashed(process.cwd());
  const progress = new Progress();
  return new RunbookCoverage(
    here,
    () => inventoryConfig(here),
    (done, total) => (done < total ? progress.update(done, total) : progress.clear()),
  );
}
