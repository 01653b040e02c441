import { createTwoFilesPatch } from 'diff';
import type { Block } from '../blocks/model.ts';
import { linearPattern } from '../text/linearPattern.ts';
import { letterPairs, similarity as similarityOf } from '../text/similarity.ts';

/** What is said of a command that ended well and printed something else. */
export const OUTPUT_DIFFERS = 'Output differs from what the runbook shows';

export interface Verdict {
  readonly met: boolean;
  /** One sentence, and the difference as a patch where there is one. */
  readonly message?: string;
}

/**
 * Holds a result against what its block expects: `expect=3` (exit code), `expect=/ready/` (output), `expect=output` (the
 * sample output, `...` for anything), `expected_similarity=0.8`. Undefined where it expects nothing of its own.
 */
export function compareWithExpectation(
  block: Block,
  exitCode: number | undefined,
  output: string,
): Verdict | undefined {
  const { expect, expected_similarity: similarity } = block.attributes;
  const plain = withoutStyles(output);
  if (expect !== undefined && /^\d+$/.test(expect)) {
    const met = exitCode === Number(expect);
    return met ? { met } : { met, message: `Expected exit code ${expect}, got ${exitCode ?? 'none'}.` };
  }
  const pattern = expect !== undefined ? /^\/([\s\S]+)\/([imsu]*)$/.exec(expect) : null;
  if (pattern !== null) return matchPattern(pattern[1]!, pattern[2]!, plain, exitCode);
  if (expect === 'output' && block.expectedOutput !== undefined) {
    if (exitCode !== 0) return { met: false, message: `Exit code ${exitCode ?? 'none'}.` };
    return sample(block.expectedOutput, plain);
  }
  if (similarity === undefined) return undefined;
  if (exitCode !== 0) return { met: false, message: `Exit code ${exitCode ?? 'none'}.` };
  const least = Number(similarity);
  if (Number.isNaN(least)) return matchPattern(similarity, 's', plain, exitCode);
  const alike = similarityOf(letterPairs(block.expectedOutput ?? ''), letterPairs(plain));
  if (alike >= least) return { met: true };
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const why = `${OUTPUT_DIFFERS} (similarity ${percent(alike)}, expected ${percent(least)})`;
  return { met: false, message: `${why}\n${patch(block.expectedOutput ?? '', plain)}` };
}

function matchPattern(source: string, flags: string, output: string, exitCode: number | undefined): Verdict {
  if (exitCode !== 0) return { met: false, message: `Exit code ${exitCode ?? 'none'}.` };
  const test = linearPattern(source, flags);
  if (!test) {
    const why = 'look-around and back references are not supported';
    return { met: false, message: `Can't use /${source}/${flags} in \`expect\`: it is invalid, or ${why}.` };
  }
  return test(output) ? { met: true } : { met: false, message: `${OUTPUT_DIFFERS} (no match for /${source}/${flags})` };
}

function sample(expected: string, output: string): Verdict {
  const lines = expected
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  const parts = lines.map((line) =>
    line.trim() === '...' ? '(?:.*\\n)*?' : `${line.split('...').map(literal).join('.*')}[ \\t]*\\r?\\n`,
  );
  if (linearPattern(`^\\s*${parts.join('')}\\s*$`)?.(output.trim() + '\n')) return { met: true };
  return { met: false, message: `${OUTPUT_DIFFERS}\n${patch(expected, output)}` };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '[ \\t]+');
}

function patch(expected: string, output: string): string {
  return createTwoFilesPatch('runbook', 'output', `${expected.trim()}\n`, `${output.trim()}\n`, '', '', { context: 2 });
}

/** Without colours and cursor movements. */
export function withoutStyles(text: string): string {
  return text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-_])/g, '');
}
