import type { Stats } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inWords } from '../files/systemError.ts';
import { Problem } from './problem.ts';

const markdown = /\.(?:md|markdown|mdx)$/i;
const leftOut = new Set(['node_modules', '.git', 'dist', 'vendor', '.venv']);
const MAX_RUNBOOK_BYTES = 20_000_000;

/** A text file's content, `-` for standard input. @throws Problem with one line that says what is wrong. */
export async function readText(file: string): Promise<string> {
  if (file === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }
  const info = await stat(file).catch(() => undefined);
  if (!info) throw new Problem(`${file} does not exist`);
  if (info.isDirectory()) throw new Problem(`${file} is a folder, not a Markdown file`);
  requirePlain(file, info);
  if (info.size > MAX_RUNBOOK_BYTES) throw new Problem(`${file} is larger than 20 MB`);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem(`${file} can't be read (${inWords(error.code ?? error.message)})`);
  });
}

/** A pipe would be waited for, and a device has no end. @throws Problem */
export function requirePlain(file: string, info: Stats): void {
  if (!info.isFile()) throw new Problem(`${file} is not a plain file but a pipe, a socket or a device`);
}

/** The Markdown files that paths stand for, in order, each once. @throws Problem for a path that leads to nothing. */
export async function markdownFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!leftOut.has(entry.name)) await walk(path);
      } else if (entry.isFile() && markdown.test(entry.name)) found.add(path);
    }
  };
  for (const path of paths.length > 0 ? paths : ['.']) {
    const info = await stat(path).catch(() => undefined);
    if (!info) throw new Problem(`${path} does not exist`);
    if (info.isDirectory()) await walk(path);
    else if (markdown.test(path)) found.add(path);
    else throw new Problem(`${path} is not a Markdown file (.md, .markdown or .mdx)`);
  }
  return [...found];
}
