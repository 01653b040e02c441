import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const files = {
  // Logs only grow, and each line has an id: two branches that went on with a run are merged to the lines of both.
  '.gitattributes': '*.jsonl merge=union\n',
  // Output that was too long for the log: large, and of use on this machine only.
  '.gitignore': '*.out\n.writers/\n',
};

/**
 * Tells git how to treat a folder of runs within a repository, which is there. What is there already stays as it is; a
 * folder that cannot be written is told about when the log is.
 */
export async function prepareForGit(runs: string): Promise<void> {
  for (const [name, text] of Object.entries(files))
    await writeFile(join(runs, name), text, { flag: 'wx' }).catch(() => undefined);
}
