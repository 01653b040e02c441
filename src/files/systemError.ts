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

const words: Readonly<Record<string, string>> = {
  ENOTDIR: 'a part of its path is a file, where a folder should be',
  EEXIST: 'a part of its path is a file, where a folder should be',
  EISDIR: 'it is a folder: name a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** What a system's code means, for a person; the code itself where that is rare. */
export function inWords(code: string): string {
  return words[code] ?? code;
}

/** It as one line for a person: Node's own words are calls of the system. */
export function systemLine({ code, syscall, path }: SystemError): string {
  if (syscall === 'uv_cwd') return `the working directory is gone (${code}): change to one that is there`;
  if (path === undefined) return `${syscall} failed (${inWords(code)})`;
  const verb = /^(?:open|read|scandir|stat|lstat|readlink|realpath|access)$/.test(syscall) ? 'read' : 'written';
  return `${path} can't be ${verb} (${inWords(code)})`;
}
