import { isOpaque, looksRandom } from '../secrets/names.ts';

/** More are not kept: each is looked for in all that is printed, in all forms that it may take. */
const MOST_LEARNED = 40;

/** Secrets that were found in what a run printed, and are hidden wherever they stand from then on. */
export class LearnedSecrets {
  readonly #values = new Set<string>();

  /** Keeps a value that was hidden, if nothing but a secret looks so. */
  readonly add = (value: string): void => {
    if (this.#values.size < MOST_LEARNED && isUnmistakable(value)) this.#values.add(value);
  };

  /** What has been found so far. */
  all(): readonly string[] {
    return [...this.#values];
  }
}

/** Neither a word, a name, a number nor a place: hiding those everywhere would leave holes in what people have to read. */
function isUnmistakable(value: string): boolean {
  if (value.length < 8 || value.length > 512 || /[\s"'`<>]/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || /^[0-9a-f]{1,15}$/i.test(value)) return false;
  // `web-1-2`, `node12`, `db.example.org:5432`, `/var/run/x1`.
  if (/^[a-z]+\d*(?:[-._:/@][a-z0-9]*)*$|^\d+[a-z]{0,3}$|^(?:[\w.-]*\/)+[\w.-]*$/i.test(value) && !isOpaque(value))
    return false;
  return isOpaque(value) || (looksRandom(value) && !/^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(value)); // prettier-ignore
}
