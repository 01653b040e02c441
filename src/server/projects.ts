import { fileURLToPath } from 'node:url';
import { makeConfig, type Config } from '../lint/config.ts';
import { ConfigError } from '../lint/configFile.ts';
import type { Declared } from '../lint/configFile.ts';
import type { Analyzer } from '../lint/lint.ts';
import type { LintMessage, LintResult, Suggestion } from '../lint/model.ts';
import type { Project } from '../lint/project.ts';
import type { FileFacts } from '../lint/describeCall.ts';
import type { Range } from '../text/range.ts';
import { configAt, configName, findConfig, type FoundConfig } from '../files/configSearch.ts';
import { requireEstree } from '../files/estree.ts';
import { folderOf, slashed } from '../files/paths.ts';
import { fileKind } from '../files/projectNames.ts';
import { DiskFiles } from '../files/projectFiles.ts';
import type { Parse } from '../parser/parse.ts';
import type { Refactor } from '../refactors/model.ts';
import type { ConfigChange, ConfigDocuments } from './configChange.ts';
import type { TestFile } from './proof.ts';
import type { ServerSettings } from '../protocol/server.ts';

type LintSettings = NonNullable<ServerSettings['lint']>;

export interface ConfigProblem {
  /** One sentence for the person who wrote it. */
  readonly message: string;
  readonly text: string;
  /** The part of the text that is wrong. */
  readonly range: Range;
}

export interface ProjectsOptions {
  /** The unsaved text of an open document, by path. */
  readonly openText: (path: string) => string | undefined;
  /** VS Code's language of an open document, for those without a telling name. */
  readonly languageOf: (uri: string) => string | undefined;
  /** The settings that hold for a document. */
  readonly settingsFor: (uri: string) => Promise<LintSettings>;
  /** A configuration file is in use, with what is wrong with it. */
  readonly onConfig: (path: string, problem: ConfigProblem | undefined) => void;
}

const endings: Readonly<Record<string, string>> = {
  typescript: 'ts',
  typescriptreact: 'tsx',
  javascript: 'js',
  javascriptreact: 'jsx',
};

const nothing: Declared = { clients: [], wrappers: [], policies: [] };

interface Engine {
  readonly files: DiskFiles;
  readonly project: Project;
  readonly parse: Parse;
  readonly lintWith: (
    analyst: Analyzer,
    document: { path: string; text: string },
    config: Config,
    later: boolean,
  ) => LintResult;
}

/** The projects that open documents belong to: configurations, and one index of modules over all of them. */
export class Projects {
  readonly #options: ProjectsOptions;
  readonly #configs = new Map<string, Config | undefined>();
  /** By what configurations declare of own clients, which changes what all files mean. */
  readonly #engines = new Map<string, Promise<Engine>>();

  constructor(options: ProjectsOptions) {
    this.#options = options;
  }

  async lint(uri: string, text: string): Promise<LintResult> {
    const path = this.pathOf(uri);
    const settings = await this.#options.settingsFor(uri);
    if (settings.enable === false) return { path, messages: [], suppressed: [] };
    const config = await this.#configFor(path, settings);
    if (config.ignores(path)) return { path, messages: [], suppressed: [] };
    const { project, lintWith } = await this.#load(config.declared);
    return lintWith(project, { path, text }, config, true);
  }

  /** What is known of a text; undefined where it can't be read, or isn't checked. */
  async facts(uri: string, text: string): Promise<FileFacts | undefined> {
    const path = this.pathOf(uri);
    const settings = await this.#options.settingsFor(uri);
    if (settings.enable === false) return undefined;
    const config = await this.#configFor(path, settings);
    if (config.ignores(path)) return undefined;
    const { project } = await this.#load(config.declared);
    const file = project.parse(text, path);
    return file.errors.length > 0 ? undefined : project.facts(file);
  }

  /** The text with every safe fix applied; undefined where nothing is to be fixed. */
  async fixAll(uri: string, text: string): Promise<string | undefined> {
    const { fixAll } = await import('../lint/fix.ts');
    const fixed = await fixAll(text, (next) => this.lint(uri, next));
    return fixed.changed ? fixed.text : undefined;
  }

  /** The edit that silences a finding, or its rule in the whole file. */
  async disableSuggestion(
    uri: string,
    text: string,
    message: LintMessage,
    scope: 'line' | 'file',
  ): Promise<Suggestion> {
    const [{ project }, { disableSuggestion, disableInFileSuggestion }] = await Promise.all([
      this.#load(nothing),
      import('../lint/disableComment.ts'),
    ]);
    const file = project.parse(text, this.pathOf(uri));
    return scope === 'file' ? disableInFileSuggestion(file, message) : disableSuggestion(file, message);
  }

  /** What turns a finding's rule off in the project's configuration; undefined where nothing there could do that. */
  async disableInConfig(
    uri: string,
    ruleId: string,
    folders: readonly string[],
    documents: ConfigDocuments,
  ): Promise<ConfigChange | undefined> {
    if (!uri.startsWith('file:')) return undefined;
    const path = this.pathOf(uri);
    const { preset } = await this.#options.settingsFor(uri);
    const { configChange } = await import('./configChange.ts');
    return configChange(
      path,
      ruleId,
      preset ?? 'recommended',
      folders.filter((one) => one.startsWith('file:')).map((one) => this.pathOf(one)),
      documents,
    );
  }

  /** The test that shows a finding, and where it goes; undefined where there is none, or a file stands there already. */
  async proof(
    uri: string,
    text: string,
    messages: readonly LintMessage[],
    message: LintMessage,
  ): Promise<TestFile | undefined> {
    if (!uri.startsWith('file:')) return undefined;
    const path = this.pathOf(uri);
    const { declared } = await this.#configFor(path, await this.#options.settingsFor(uri));
    const [{ project, files }, { testOf }] = await Promise.all([this.#load(declared), import('./proof.ts')]);
    return testOf(files, project, { path, text }, messages, message);
  }

  /** What may be done about the call at a range, whether or not something is wrong with it. */
  async refactors(uri: string, text: string, range: Range): Promise<readonly Refactor[]> {
    const path = this.pathOf(uri);
    const settings = await this.#options.settingsFor(uri);
    const config = await this.#configFor(path, settings);
    if (settings.enable === false || config.ignores(path)) return [];
    const [{ project, files, parse }, { refactorsOf }] = await Promise.all([
      this.#load(config.declared),
      import('./refactoring.ts'),
    ]);
    return refactorsOf(files, project, parse, { path, text }, range);
  }

  /** The type errors that each of them would add, as far as that can be told. */
  async typeErrors(uri: string, text: string, refactors: readonly Refactor[]): Promise<readonly (readonly string[])[]> {
    if (!uri.startsWith('file:')) return refactors.map(() => []);
    const { typeErrorsOfRefactors } = await import('./refactoring.ts');
    return typeErrorsOfRefactors({ path: this.pathOf(uri), text }, refactors);
  }

  /** A file on disk or an open document is no longer what it was. */
  async changed(path: string): Promise<void> {
    const kind = fileKind(path);
    if (kind === 'config') this.#configs.clear();
    // Manifests, locks and tsconfigs decide where imports lead, so everything is worked out again.
    if (kind === 'config' || kind === 'project') {
      this.#engines.clear();
      return;
    }
    for (const { files, project } of await Promise.all(this.#engines.values())) {
      files.changed(path);
      project.changed(path);
    }
  }

  /** Anything on disk may be other than it was: for clients that do not tell. */
  refresh(): void {
    this.#configs.clear();
    this.#engines.clear();
  }

  settingsChanged(): void {
    this.#configs.clear();
  }

  /** A path to go by, made up for documents that are not files. */
  pathOf(uri: string): string {
    if (uri.startsWith('file:')) return slashed(fileURLToPath(uri));
    const path = decodeURIComponent(/^[a-z][\w+.-]*:(?:\/\/[^/]*)?([^?#]*)/i.exec(uri)?.[1] ?? 'untitled');
    const named = /\.[mc]?[jt]sx?$/.test(path)
      ? path
      : `${path}.${endings[this.#options.languageOf(uri) ?? ''] ?? 'ts'}`;
    return named.startsWith('/') ? named : `/${named}`;
  }

  /** The parser, several megabytes, is loaded with the first document. */
  #load(declared: Declared): Promise<Engine> {
    const key = JSON.stringify(declared);
    const known = this.#engines.get(key);
    if (known) return known;
    const engine = (async (): Promise<Engine> => {
      const [{ Project }, { knowledgeWith }, { lintWith }, { chooseParser }] = await Promise.all([
        import('../lint/project.ts'),
        import('../lint/declared.ts'),
        import('../lint/lint.ts'),
        import('../parser/chooseParser.ts'),
      ]);
      const files = new DiskFiles({ text: this.#options.openText });
      const { parse } = await chooseParser(requireEstree);
      return { files, parse, project: new Project(files, parse, knowledgeWith(declared)), lintWith };
    })();
    this.#engines.set(key, engine);
    return engine;
  }

  /** A configuration as it is on disk now; undefined where it is gone. */
  async configState(path: string): Promise<{ readonly problem?: ConfigProblem } | undefined> {
    const found = configAt(path);
    if (!found) return undefined;
    const { problem } = await readConfig(found);
    return problem ? { problem } : {};
  }

  async #configFor(path: string, settings: LintSettings): Promise<Config> {
    const fallback = (): Config => makeConfig({ preset: settings.preset ?? 'recommended' });
    const found = findConfig(folderOf(path));
    if (!found) return fallback();
    if (!this.#configs.has(found.path)) {
      const { config, problem } = await readConfig(found);
      this.#configs.set(found.path, config);
      this.#options.onConfig(found.path, problem);
    }
    return this.#configs.get(found.path) ?? fallback();
  }
}

async function readConfig({
  text,
  folder,
  problem,
}: FoundConfig): Promise<{ readonly config?: Config; readonly problem?: ConfigProblem }> {
  if (problem !== undefined)
    return { problem: { message: `${configName} ${problem}`, text, range: { start: 0, end: 0 } } };
  try {
    const { parseConfig } = await import('../lint/parseConfig.ts');
    return { config: parseConfig(text, configName, folder) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { configErrorRange } = await import('../lint/configPlace.ts');
    return { problem: { message: error.message, text, range: configErrorRange(text, error) } };
  }
}
