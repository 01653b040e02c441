import picomatch from 'picomatch/posix';

export type Matches = (path: string) => boolean;

/** What is wrong with a glob, in words; undefined where it is well formed. */
export function faultOfGlob(glob: string): string | undefined {
  if (picomatch.scan(glob).negated) return "must not start with '!'";
  try {
    picomatch.makeRe(glob, { strictBrackets: true });
    return undefined;
  } catch (error) {
    const [, which, bracket] = /^Missing (opening|closing): "(.)"/.exec((error as Error).message) ?? [];
    return bracket === undefined
      ? 'is no pattern'
      : `has no ${which} ${bracket}; put \\ before a bracket that is part of a name`;
  }
}

/** Whether a relative path is matched by any of some globs; a glob without a slash matches a name in any folder. */
export function matcher(globs: readonly string[]): Matches {
  if (globs.length === 0) return () => false;
  const anywhere = globs.map((glob) => (glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`));
  return picomatch(
    anywhere.map((glob) => (glob.endsWith('/') ? `${glob}**` : glob)),
    { dot: true },
  );
}
