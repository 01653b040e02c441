import type { FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { applyEdits } from '../text/edit.ts';
import { breakerRefactor } from './breaker.ts';
import { concurrencyRefactor } from './concurrency.ts';
import { defaultRefactor } from './defaultAnswer.ts';
import { extractRefactor } from './extract.ts';
import type { Manifest, Refactor } from './model.ts';
import { readOnlyRefactor } from './readOnlyAnswer.ts';
import { retryRefactor } from './retry.ts';
import { targetAt } from './target.ts';
import { timeoutRefactor } from './timeout.ts';

/**
 * What may be done about the call that is selected or holds the cursor: each as a whole, and only where the file can
 * still be read with it.
 * @param parse reads a text as the file's own was read.
 */
export function refactorsAt(
  file: ParsedFile,
  facts: FileFacts,
  range: Range,
  manifest: Manifest,
  parse: (text: string) => Pick<ParsedFile, 'errors'>,
): Refactor[] {
  const target = targetAt(file, facts, range);
  const all = [
    target && retryRefactor(file, facts, target, manifest),
    target && timeoutRefactor(file, facts, target),
    target && breakerRefactor(file, facts, target, manifest),
    target && defaultRefactor(file, facts, target, manifest),
    target && readOnlyRefactor(file, facts, target, manifest),
    concurrencyRefactor(file, facts, range, manifest),
    target && extractRefactor(file, facts, target, manifest),
  ];
  const lines = file.text.includes('\r\n') ? '\r\n' : '\n';
  return all.flatMap((one) => {
    if (!one) return [];
    const edits = one.edits.map((edit) => ({ ...edit, newText: edit.newText.replace(/\r?\n/g, lines) }));
    const { creates } = one;
    const made = creates && { creates: { ...creates, text: creates.text.replaceAll('\n', lines) } };
    return parse(applyEdits(file.text, edits)).errors.length === 0 ? [{ ...one, edits, ...made }] : [];
  });
}
