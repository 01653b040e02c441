import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** What TypeScript says of a file with another text than the one on disk, in the project's own configuration. */
export class Typed {
  readonly #services = new Map<string, Service>();
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** @returns errors that the text has and the file on disk has not; `resolved` where each import of it was found */
  newErrors(path: string, text: string): { readonly resolved: boolean; readonly added: readonly string[] } {
    if (!/\.[cm]?tsx?$/.test(path)) return { resolved: false, added: [] };
    const service = this.#serviceOf(path);
    const was = service.errors(path, readFileSync(path, 'utf8'));
    const now = service.errors(path, text);
    const left = [...was];
    const added = now.filter((error) => {
      const at = left.indexOf(error);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return { resolved: !was.some((error) => /^TS(?:2307|7016|2792)\b/.test(error)), added };
  }

  #serviceOf(path: string): Service {
    let folder = dirname(path);
    while (folder.startsWith(this.#root) && folder !== this.#root && !existsSync(join(folder, 'tsconfig.json')))
      folder = dirname(folder);
    const known = this.#services.get(folder) ?? new Service(folder);
    this.#services.set(folder, known);
    return known;
  }
}

class Service {
  readonly #texts = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #service: ts.LanguageService;
  #version = 0;

  constructor(folder: string) {
    const file = join(folder, 'tsconfig.json');
    const read = existsSync(file) ? ts.readConfigFile(file, ts.sys.readFile).config : {};
    const { options } = ts.parseJsonConfigFileContent(read, { ...ts.sys, readDirectory: () => [] }, folder);
    const own = join(import.meta.dirname, '..', '..', 'node_modules', '@types');
    const compilerOptions: ts.CompilerOptions = {
      ...options,
      noEmit: true,
      skipLibCheck: true,
      ignoreDeprecations: '6.0',
      types: ['node'],
      // Where nothing is installed, the types of Node are ours.
      typeRoots: [join(folder, 'node_modules', '@types'), own],
    };
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => compilerOptions,
      getScriptFileNames: () => [...this.#texts.keys()],
      getScriptVersion: (path) => String(this.#texts.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#texts.get(path)?.text ?? ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  errors(path: string, text: string): string[] {
    this.#texts.clear();
    this.#texts.set(path, { text, version: ++this.#version });
    const all = [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
    return all
      .filter(({ category }) => category === ts.DiagnosticCategory.Error)
      .map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }
}
