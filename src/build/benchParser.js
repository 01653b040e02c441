// Parses the files named on standard input with typescript-estree, and does nothing else.
import { readFileSync } from 'node:fs';
import { parse } from '@typescript-eslint/typescript-estree';

for (const path of readFileSync(0, 'utf8').split('\n')) {
  try {
    parse(readFileSync(path, 'utf8'), { filePath: path, jsx: /x$/.test(path), range: true, comment: true });
  } catch {
    // A file that does not parse costs what it costs.
  }
}
