import { readdirSync, readFileSync } from 'node:fs';

const folder = 'src/libraries';
const listFile = 'index.ts';

interface LibraryFile {
  /** `axios.ts`. */
  readonly name: string;
  /** Exported libraries, and exported lists of them. */
  readonly exports: readonly { readonly name: string; readonly isList: boolean }[];
}

/** The files of src/libraries: what one of them exports is a list of libraries, or one library or more. */
function libraryFiles(): LibraryFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== listFile)
    .sort()
    .map((name) => {
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      const exports = [...text.matchAll(/^export const (\w+)(: readonly Library\[\])?/gm)];
      const named = exports.map(([, one, list]) => ({ name: one!, isList: list !== undefined }));
      // Beside a list, a library is exported only for another file to build on.
      const lists = named.filter(({ isList }) => isList);
      return { name, exports: lists.length > 0 ? lists : named };
    });
}

/** The text of src/libraries/index.ts: all library files, imported and listed by name. */
export function libraryList(): string {
  const files = libraryFiles();
  const imports = files.map(({ name, exports }) => {
    const line = `import { ${exports.map((one) => one.name).join(', ')} } from './${name}';`;
    if (line.length <= 120) return line;
    return `import {\n${exports.map((one) => `  ${one.name},\n`).join('')}} from './${name}';`;
  });
  const items = files.flatMap(({ exports }) => exports.map(({ name, isList }) => `  ${isList ? '...' : ''}${name},`));
  return `// Made by \`npm run docs\` from the files beside it. Add a library with \`npm run new-library\`.
import { makeKnowledge } from '../knowledge/lookup.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
${imports.join('\n')}

/** Every library that is known. */
export const libraries: readonly Library[] = [
${items.join('\n')}
];

export const knowledge: Knowledge = makeKnowledge(libraries);
`;
}
