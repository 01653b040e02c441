import { loadParser as load, type Parse } from '../parser/parse.ts';

/** Loads the parser, several megabytes, on first use; for shells that do not otherwise deal with syntax. */
export function loadParser(): Promise<Parse> {
  return load();
}
