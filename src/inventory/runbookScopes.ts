import { closeSync, openSync, readdirSync, readSync, type Dirent } from 'node:fs';
import { scopeOf, type RunbookScope } from '../dependencies/scope.ts';
import { isLeftOutFolder } from '../files/sourceKinds.ts';
import { joinPath } from '../files/paths.ts';

const markdown = /\.(?:md|mdx|markdown)$/i;
const MAX_FILES = 5_000;
const MAX_DEPTH = 20;
/** Of the beginning of a file: front matter and title. */
const HEAD_BYTES = 8_192;

/** What the runbooks below a folder say they cover; paths are absolute. Links are not followed. */
export function readScopes(root: string): readonly RunbookScope[] {
  const scopes: RunbookScope[] = [];
  let files = 0;
  const walk = (folder: string, depth: number): void => {
    const entries = entriesOf(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = new Set(entries.map(({ name }) => name));
    for (const entry of entries) {
      if (files >= MAX_FILES) return;
      const path = joinPath(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH && !isLeftOutFolder(entry.name, names, () => [])) walk(path, depth + 1);
      } else if (entry.isFile() && markdown.test(entry.name)) {
        files++;
        const scope = scopeOf(path, headOf(path));
        if (scope !== undefined) scopes.push(scope);
      }
    }
  };
  walk(root, 0);
  return scopes;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function headOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEAD_BYTES);
      return bytes.subarray(0, readSync(file, bytes, 0, HEAD_BYTES, 0)).toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
