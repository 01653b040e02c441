const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EFBIG: 'the file may not grow any larger here (ulimit -f)',
  EDQUOT: 'the disk quota is exceeded',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'part of the path is a file',
  EISDIR: 'the path is a folder',
  ELOOP: 'it is a link to another file',
  EIO: 'disk I/O error',
  EMFILE: 'too many open files',
};

/** Why a log could not be written, for the responder. */
export function describeWriteError(error: unknown, file: string): string {
  const why = reason(error);
  return `Couldn't save this run's log (${file}): ${why}. The run continues in memory until it can be saved.`;
}

/** A system's error in words. */
export function reason(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}
