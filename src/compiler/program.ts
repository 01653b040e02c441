import type ts from 'typescript';
import type { ProjectFiles } from '../values/index.ts';
import { slashed } from '../files/paths.ts';

export type TypeScript = typeof ts;

export interface ProgramSetup {
  readonly typescript: TypeScript;
  /** Folder of `lib.*.d.ts`. */
  readonly libFolder: string;
  /** Leads imports to the project's own sources, by tsconfig paths and workspace packages among others. */
  readonly files: Pick<ProjectFiles, 'resolve'>;
  /** Whether what an installed package imports may be, or give, a known client: the rest isn't even read. */
  readonly leads: (specifier: string, from: string) => boolean;
  /** Absolute folder that lookups start from where a file gives none. */
  readonly root: string;
}

/**
 * A program of some files and all that they import. Nothing is checked or written, no plugin is loaded, and what a
 * tsconfig.json says counts only for where imports lead: types are to be found, not judged.
 */
export function makeProgram(setup: ProgramSetup, paths: readonly string[]): ts.Program {
  const { typescript, libFolder, files, leads, root } = setup;
  const options = optionsFor(typescript);
  const host = typescript.createCompilerHost(options);
  host.getDefaultLibLocation = () => libFolder;
  host.getDefaultLibFileName = () => `${libFolder}/lib.esnext.d.ts`;
  host.getCurrentDirectory = () => root;
  host.jsDocParsingMode = typescript.JSDocParsingMode.ParseForTypeErrors;
  const cache = typescript.createModuleResolutionCache(root, (name) => host.getCanonicalFileName(name), options);
  host.resolveModuleNameLiterals = (literals, from, redirected) =>
    literals.map(({ text }) => {
      const installed = isInstalled(from);
      if (installed && !text.startsWith('.') && !leads(text, slashed(from))) return { resolvedModule: undefined };
      const own = installed ? undefined : files.resolve(text, slashed(from));
      if (own !== undefined) return { resolvedModule: { resolvedFileName: own, extension: extensionOf(own) } };
      return typescript.resolveModuleName(text, from, options, host, cache, redirected);
    });
  // Globals of Node and the like, which no client is.
  host.resolveTypeReferenceDirectiveReferences = (references) =>
    references.map(() => ({ resolvedTypeReferenceDirective: undefined }));
  return typescript.createProgram({ rootNames: paths, options, host });
}

/** Whether a file is in an installed package. */
function isInstalled(path: string): boolean {
  return path.includes('/node_modules/');
}

function optionsFor(typescript: TypeScript): ts.CompilerOptions {
  return {
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    lib: ['lib.esnext.d.ts'],
    libReplacement: false,
    types: [],
    jsx: typescript.JsxEmit.Preserve,
    allowJs: true,
    strict: true,
    allowImportingTsExtensions: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    skipDefaultLibCheck: true,
    noEmit: true,
  };
}

function extensionOf(path: string): string {
  return /\.d\.[mc]?ts$/.exec(path)?.[0] ?? /\.[mc]?[jt]sx?$/.exec(path)?.[0] ?? '.ts';
}
