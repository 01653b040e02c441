import { createRequire } from 'node:module';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Declared } from '../lint/configFile.ts';
import { declaredBy, knowledgeWith } from '../lint/declared.ts';
import { Project } from '../lint/project.ts';
import { findConfig } from '../files/configSearch.ts';
import { DiskFiles } from '../files/projectFiles.ts';
import type { Ast, Comment, ParsedFile, ScopeManager } from '../ast/types.ts';
import { scopesOf } from '../parser/scopes.ts';
import type { RuleContext } from './eslintTypes.ts';

/** Milliseconds after which the disk is read again; editors keep ESLint running for days. */
const CACHE_FRESH_MS = 5_000;

interface EslintParser {
  parseForESLint?(text: string, options: object): { readonly ast: Ast.Program; readonly scopeManager?: ScopeManager };
  parse?(text: string, options: object): Ast.Program;
}

type Tree = Ast.Program & { readonly comments?: readonly Comment[] };

let current:
  { readonly project: Project; readonly parser: EslintParser; readonly knowledge: Knowledge; used: number } | undefined;

/**
 * The files that a linted file imports, parsed with the parser that ESLint was given for it, or where that cannot read
 * TypeScript, with the one that the project has installed.
 */
export function projectOf(context: RuleContext): Project {
  const parser = parserOf(context);
  const now = Date.now();
  const knowledge = knowledgeWith(declaredFor(context));
  if (current?.parser !== parser || current.knowledge !== knowledge || now - current.used > CACHE_FRESH_MS) {
    current = {
      parser,
      knowledge,
      used: now,
      project: new Project(new DiskFiles(), (text, path) => parseWith(parser, text, path), knowledge),
    };
  }
  current.used = now;
  return current.project;
}

const declaredIn = new Map<string, { readonly declared: Declared; readonly read: number }>();

/**
 * The clients, wrappers and policies that `settings.breakwater` declares, or else the configuration that the command
 * line would go by. What is wrong with that one is for the command line to say.
 */
function declaredFor(context: RuleContext): Declared {
  const given = context.settings['breakwater'];
  if (typeof given === 'object' && given !== null) return declaredBy(given);
  const from = context.cwd ?? '.';
  const known = declaredIn.get(from);
  if (known && Date.now() - known.read < CACHE_FRESH_MS) return known.declared;
  let declared = declaredBy(undefined);
  const found = findConfig(from);
  try {
    if (found) declared = declaredBy(JSON.parse(found.text.replace(/^\uFEFF/, '')));
  } catch {
    // Not JSON: as if there were none.
  }
  declaredIn.set(from, { declared, read: Date.now() });
  return declared;
}

const installed = new Map<string, EslintParser>();

function parserOf(context: RuleContext): EslintParser {
  const given = context.languageOptions?.parser as EslintParser | undefined;
  // Parsers with parseForESLint bring scopes and read more than JavaScript; oxlint gives none that can be called.
  if (typeof given?.parseForESLint === 'function') return given;
  const from = context.cwd ?? '.';
  let found = installed.get(from);
  if (!found) installed.set(from, (found = installedParser(from) ?? given ?? {}));
  return found;
}

function installedParser(folder: string): EslintParser | undefined {
  try {
    return createRequire(`${folder}/package.json`)('@typescript-eslint/parser') as EslintParser;
  } catch {
    return undefined;
  }
}

function parseWith(parser: EslintParser, source: string, path: string): ParsedFile {
  const text = source.replace(/^\uFEFF/, '');
  const options = {
    range: true,
    loc: true,
    comment: true,
    tokens: true,
    filePath: path,
    sourceType: 'module',
    ecmaVersion: 'latest',
    ecmaFeatures: { jsx: !/\.[mc]?ts$/.test(path) },
    lib: [],
  };
  try {
    const ast = (parser.parseForESLint?.(text, options).ast ?? parser.parse?.(text, options)) as Tree | undefined;
    if (ast) return { path, text, ast, scopes: scopesOf(ast), comments: ast.comments ?? [], errors: [] };
  } catch {
    // What other files hold is a help, not a condition; whoever lints them hears of their errors.
  }
  const empty = { type: 'Program', body: [], range: [0, 0], sourceType: 'module' } as unknown as Ast.Program;
  const errors = [{ message: 'cannot be parsed', offset: 0, line: 1, column: 1 }];
  return { path, text, ast: empty, scopes: { scopes: [] }, comments: [], errors };
}
