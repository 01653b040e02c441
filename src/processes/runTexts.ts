import { resolve } from 'node:path';
import { listRuns, openLines, type FoundRun } from './runLog.ts';

/** Logs that are open at once. */
const AT_ONCE = 8;

/** What is made of the logs of runs; a log that has not changed is not read again. */
export class RunTexts<Made> {
  readonly #make: (text: string) => Made;
  readonly #made = new Map<string, { readonly stamp: string; readonly value: Made }>();

  /** @param make from the lines of a log */
  constructor(make: (text: string) => Made) {
    this.#make = make;
  }

  /**
   * Of each run in the folders, latest first.
   * @param limit how many of the latest logs of a folder are read
   * @param warn told of logs that cannot be read, and of those beyond the limit
   */
  async read(
    folders: readonly string[],
    { limit, warn }: { readonly limit: number; readonly warn: (sentence: string) => void },
  ): Promise<readonly Made[]> {
    const made: Made[] = [];
    for (const folder of new Set(folders.map((one) => resolve(one)))) {
      const found = await listRuns(folder);
      if (found.length > limit) warn(`Only the latest ${limit} of ${found.length} runs in ${folder} were read.`);
      const queue = found.slice(0, limit).entries();
      const values: (Made | undefined)[] = [];
      const reader = async (): Promise<void> => {
        for (const [index, run] of queue) values[index] = await this.#one(folder, run, warn);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, reader));
      made.push(...values.filter((one) => one !== undefined));
    }
    return made;
  }

  async #one(folder: string, run: FoundRun, warn: (sentence: string) => void): Promise<Made | undefined> {
    const stamp = `${run.changed} ${run.bytes}`;
    const known = this.#made.get(run.file);
    if (known?.stamp === stamp) return known.value;
    const lines = openLines(folder, run.run);
    try {
      const value = this.#make((await lines.read()).text);
      this.#made.set(run.file, { stamp, value });
      return value;
    } catch (error) {
      warn((error as Error).message);
      return undefined;
    } finally {
      await lines.close();
    }
  }
}
