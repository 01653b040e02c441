import { handsOptionsTo, moduleName } from '../knowledge/passedLimits.ts';

/** Functions between the one that sends a request and the one that limits it. */
const MAX_HOPS = 2;

/** What is asked about the files of a project. */
interface Files {
  importersOf(file: string): readonly string[];
  read(file: string): string;
  exportsOf(file: string): readonly string[];
}

/** What callers know functions by, themselves included, that hand their options on to one of the names. */
export function namesHandingOn(names: readonly string[], fromFile: string, files: Files, depth = 0): readonly string[] {
  if (depth >= MAX_HOPS || names.length === 0) return names;
  const handing = files.importersOf(fromFile).filter((file) => handsOptionsTo(files.read(file), names));
  const further = handing.flatMap((file) => {
    const own = [
      ...files.exportsOf(file).filter((name) => /^[\w$]+$/.test(name) && name !== 'default'),
      moduleName(file),
    ];
    return namesHandingOn(own, file, files, depth + 1);
  });
  return [...names, ...further];
}
