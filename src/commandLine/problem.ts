import { isSystemError, systemLine } from '../files/systemError.ts';

/** Why a command could not run: one line for the person who typed it, shown without a stack. Ends with exit code 2. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** Exit codes of every command. */
export const exitCodes = { fine: 0, found: 1, couldNotRun: 2, interrupted: 130 } as const;

/** One line for an error of any kind. */
export function lineFor(error: unknown): string {
  if (isSystemError(error)) return systemLine(error);
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.split('\n', 1)[0]!.trim() || 'unknown error';
}
