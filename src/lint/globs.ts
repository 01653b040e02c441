import picomatch from 'picomatch/posix';

export type Matches = (path: string) => boolean;

/** Whether a relative path is matched by any of some globs; a glob without a slash matches a name in any folder. */
export function matcher(globs: readonly string[]): Matches {
  if (globs.length === 0) return () => false;
  const anywhere = globs.map((glob) => (glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`));
  return picomatch(
    anywhere.map((glob) => (glob.endsWith('/') ? `${glob}**` : glob)),
    { dot: true },
  );
}
