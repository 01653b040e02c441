/** What the file system says of a path, or of a stream without one. */
interface SystemError {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

/** It comes from a call of the system. */
export function isSystemError(error: unknown): error is SystemError {
  const { code, syscall } = Object(error) as Partial<SystemError>;
  return typeof code === 'string' && typeof syscall === 'string';
}

/** It as one line for a person: Node's own words are calls of the system. */
export function systemLine({ code, syscall, path }: SystemError): string {
  if (syscall === 'uv_cwd') return `the working directory is gone (${code}): change to one that is there`;
  if (path === undefined) return `${syscall} failed (${code})`;
  const verb = /^(?:open|read|scandir|stat|lstat|readlink|realpath|access)$/.test(syscall) ? 'read' : 'written';
  return `${path} can't be ${verb} (${code})`;
}
