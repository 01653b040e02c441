/** Why a command could not run: one line for the person who typed it, shown without a stack. Ends with exit code 2. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** Exit codes of every command. */
export const exitCodes = { fine: 0, found: 1, couldNotRun: 2, interrupted: 130 } as const;

/** What the file system says of a path, or of a stream without one. */
interface SystemError {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  const { code, syscall } = Object(error) as Partial<SystemError>;
  return typeof code === 'string' && typeof syscall === 'string';
}

/** Node's own words for it are calls of the system. */
function systemLine({ code, syscall, path }: SystemError): string {
  if (syscall === 'uv_cwd') return `the working directory is gone (${code}): change to one that is there`;
  if (path === undefined) return `${syscall} failed (${code})`;
  const verb = /^(?:open|read|scandir|stat|lstat|readlink|access)$/.test(syscall) ? 'read' : 'written';
  return `${path} can't be ${verb} (${code})`;
}

/** One line for an error of any kind. */
export function lineFor(error: unknown): string {
  if (isSystemError(error)) return systemLine(error);
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.split('\n', 1)[0]!.trim() || 'unknown error';
}
