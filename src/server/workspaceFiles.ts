import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage } from '../lint/model.ts';
import { readSource } from '../files/readSource.ts';
import { leftOutByText, WALKED_BYTES } from '../files/sourceKinds.ts';
import { slashed } from '../files/paths.ts';
import { walk } from '../files/walk.ts';
import type { Projects } from './projects.ts';

/** Files up to which a workspace is checked without being asked to. */
export const MAX_UNASKED_FILES = 2_000;

export interface CheckedFile {
  readonly document: TextDocument;
  readonly messages: readonly LintMessage[];
}

/** The addresses of the source files below some folders, each once. Folders that are gone hold none. */
export function sourceFilesIn(folders: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const uri of folders) {
    if (!uri.startsWith('file:')) continue;
    try {
      for (const path of walk({ from: slashed(fileURLToPath(uri)) }).files) found.add(pathToFileURL(path).href);
    } catch {
      // Removed in the meantime, or not readable.
    }
  }
  return [...found];
}

/** Checks files that are not open, one after the other; whatever else there is to do goes in between. */
export async function* checkFiles(
  uris: readonly string[],
  projects: Projects,
  open: (uri: string, text: string) => TextDocument,
  token: CancellationToken,
): AsyncGenerator<CheckedFile> {
  for (const uri of uris) {
    if (token.isCancellationRequested) return;
    const source = readQuietly(fileURLToPath(uri));
    if (source === undefined || source.length > WALKED_BYTES || leftOutByText(source) !== undefined) continue;
    const { messages } = await projects.lint(uri, source);
    yield { document: open(uri, source), messages };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function readQuietly(path: string): string | undefined {
  try {
    return readSource(path)?.text;
  } catch {
    return undefined;
  }
}
