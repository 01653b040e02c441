import type { StepOutline } from '../protocol/webview.ts';

/** What an element of the document says of where it stands. */
export interface Spot {
  readonly step?: string;
  readonly block?: string;
  readonly check?: string;
  readonly line?: number;
}

/**
 * The step that a place in the document belongs to: the one that has its block or check, the one it names, or the
 * innermost one whose lines it is in. Undefined outside of all steps.
 */
export function stepOf(steps: readonly StepOutline[], { step, block, check, line }: Spot): string | undefined {
  const named =
    steps.find(({ blocks }) => block !== undefined && blocks.includes(block)) ??
    steps.find(({ checks }) => check !== undefined && checks.includes(check)) ??
    steps.find(({ id }) => id === step);
  if (named || line === undefined) return named?.id;
  // Steps come in the order of the text, those within others after them: the last that fits is the innermost.
  return steps.findLast((one) => one.line <= line && line <= one.endLine)?.id;
}
