const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'access is not allowed',
  EPERM: 'access is not allowed',
  ENOTDIR: 'part of its path is a file',
  EEXIST: 'part of its path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link to another file',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
};

/** Why a log could not be written, for the responder. */
export function describeWriteError(error: unknown, file: string): string {
  const why = reason(error);
  return `This run's log is not on disk (${file}): ${why}. The run goes on in memory until it can be written.`;
}

/** A system's error in words. */
export function reason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}
