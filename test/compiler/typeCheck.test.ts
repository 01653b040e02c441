import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newTypeErrors } from '../../src/compiler/typeCheck.ts';

const packages = new URL('../../node_modules', import.meta.url).pathname;
const strict = '{ "compilerOptions": { "strict": true, "module": "nodenext", "types": [] } }';
const load = 'export async function load(id: string): Promise<number> {\n  return id.length;\n}\n';

describe('type errors of a change', () => {
  let folder: string;
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const install = () => symlinkSync(packages, join(folder, 'node_modules'), 'dir');
  const errors = (text: string, ...changes: Parameters<typeof newTypeErrors>[1]['changes']) =>
    newTypeErrors(ts, { path: join(folder, 'src/a.ts'), text, changes });
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-types-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are those that it adds, each change by itself', () => {
    write({ 'package.json': '{ "type": "module" }', 'tsconfig.json': strict, 'src/a.ts': load });
    install();
    expect(
      errors(
        load,
        { text: `${load}export const one: string = await load(1);\n` },
        { text: `${load}export const two = load('b');\n` },
        { text: `${load}export const = 3;\n` },
      ),
    ).toEqual([
      [
        "Type 'number' is not assignable to type 'string'. (TS2322)",
        "Argument of type 'number' is not assignable to parameter of type 'string'. (TS2345)",
      ],
      [],
      expect.arrayContaining([expect.stringContaining('TS1134')]),
    ]);
  });

  it('leave out what was wrong before, however far it has moved', () => {
    const wrong = `${load}export const n: string = load('a');\n`;
    write({ 'tsconfig.json': strict, 'src/a.ts': wrong });
    install();
    expect(
      errors(wrong, { text: `// a line\n\n${wrong}` }, { text: `${wrong}${wrong.replaceAll(/load|n:/g, 'x$&')}` }),
    ).toEqual([[], [expect.stringContaining('TS2322')]]);
  });

  it('are in the terms of the project: its options, other files and packages', () => {
    const text = `import { load } from './b.js';\nexport const n = load('a');\n`;
    write({
      'tsconfig.json': strict.replace('true', 'true, "noUnusedLocals": true'),
      'src/b.ts': load,
      'src/a.ts': text,
    });
    install();
    const cockatiel = `import { wrap, noop } from 'cockatiel';\n${text}`;
    expect(
      errors(
        text,
        { text: `${text}const unused = 1;\n` },
        { text: cockatiel },
        { text: `${cockatiel}export const p = wrap(noop);\nexport const q = wrap(1);\n` },
      ),
    ).toEqual([
      [expect.stringContaining('TS6133')],
      [expect.stringContaining('TS6192')],
      [expect.stringContaining('TS2769')],
    ]);
  });

  it('are those of a file that the change makes as well', () => {
    write({ 'tsconfig.json': strict, 'src/a.ts': load });
    install();
    const path = join(folder, 'src/made.ts');
    const using = `import { made } from './made.js';\n${load}export const n: number = made;\n`;
    expect(
      errors(
        load,
        { text: using, creates: { path, text: 'export const made = 1;\n' } },
        { text: using, creates: { path, text: "export const made: number = 'a';\n" } },
      ),
    ).toEqual([[], ["Type 'string' is not assignable to type 'number'. (TS2322)"]]);
  });

  it('are found through a project that the tsconfig refers to', () => {
    write({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./src" }] }',
      'src/tsconfig.json': strict.replace('"strict"', '"composite": true, "strict"'),
      'src/a.ts': load,
    });
    install();
    expect(errors(load, { text: `${load}export const n: string = 1;\n` })).toEqual([
      [expect.stringContaining('TS2322')],
    ]);
  });

  it('are not known without a tsconfig that names the file, or without TypeScript', () => {
    write({ 'src/a.ts': load });
    expect(errors(load, { text: load })).toBeUndefined();
    write({ 'tsconfig.json': strict });
    expect(errors(load, { text: load })).toBeUndefined();
    install();
    expect(errors(load, { text: load })).toEqual([[]]);
    write({ 'tsconfig.json': '{ "files": ["src/b.ts"] }', 'src/b.ts': '' });
    expect(errors(load, { text: load })).toBeUndefined();
  });

  it('run nothing of the project', () => {
    write({
      'tsconfig.json': strict.replace('true', 'true, "plugins": [{ "name": "./evil.cjs" }]'),
      'evil.cjs': "require('node:fs').writeFileSync(__dirname + '/ran', '');",
      'src/a.ts': load,
    });
    install();
    expect(errors(load, { text: load })).toEqual([[]]);
    expect(ts.sys.fileExists(join(folder, 'ran'))).toBe(false);
  });
});
