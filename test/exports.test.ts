import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;

async function textsIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:ts|mjs|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/workspaces/'));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** Names of the values that a file exports; types may be exported for the signatures that name them. */
function exportedValues(text: string): readonly string[] {
  return ts.createSourceFile('a.ts', text, ts.ScriptTarget.ESNext).statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
    }
    const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isValue && statement.name ? [statement.name.text] : [];
  });
}

test('every exported value is used by another file', async () => {
  const sources = await textsIn('src');
  const all = new Map([...sources, ...(await textsIn('test'))]);
  const words = new Map([...all].map(([file, text]) => [file, new Set(text.match(/[A-Za-z_$][\w$]*/g))]));
  const unused = [...sources].flatMap(([file, text]) =>
    exportedValues(text)
      .filter((name) => ![...words].some(([other, names]) => other !== file && names.has(name)))
      .map((name) => `${file.slice(root.length)}: ${name}`),
  );
  expect(unused).toEqual([]);
});
