import * as vscode from 'vscode';
import { envFileAt } from '../processes/envFiles.ts';
import { checkRequirements } from '../processes/preflight.ts';
import type { StartView } from '../protocol/webview.ts';
import type { RunSession } from '../run/session.ts';
import type { FrontMatter } from '../runbook/model.ts';
import { SET_BY_ENV_FILE, SET_BY_PROFILE, type EnvFile } from '../surroundings/envFile.ts';
import { readProfile, unclearProfile } from '../surroundings/profile.ts';
import { readRequirement, requirementText, unmetSentence, type Checked } from '../surroundings/requirements.ts';
import { visible } from '../text/visible.ts';
import type { LiveRun } from './liveRun.ts';
import { refusalToRun } from './trust.ts';
import { documentFolder } from './documentFolder.ts';

/** What the section "Before you start" is about. */
export interface StartOf {
  frontMatter(): FrontMatter;
  uri(): vscode.Uri;
  /** Undefined until the record of an earlier run, if any, has been read. */
  run(): LiveRun | undefined;
}

/**
 * What a runbook wants before its first step: requirements, an environment file, profiles. To look at it reads PATH and
 * the names in the file; programs are asked, and values loaded, only when the responder says so.
 */
export class BeforeStart implements vscode.Disposable {
  readonly #of: StartOf;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => void this.refresh());
  #results: readonly Checked[] = [];
  #file: EnvFile | { readonly problem: string } | undefined;
  #checking = false;
  /** The run in which the requirements were asked about. */
  #asked: RunSession | undefined;

  constructor(of: StartOf) {
    this.#of = of;
  }

  get #session(): RunSession | undefined {
    return this.#of.run()?.begun;
  }

  /** What the page shows; undefined where the runbook wants nothing. */
  get view(): StartView | undefined {
    const { requires = [], envFile, profile = [] } = this.#of.frontMatter();
    if (requires.length === 0 && envFile === undefined && profile.length === 0) return undefined;
    const sources = Object.values(this.#session?.loaded ?? {});
    const { variables } = readProfile(profile);
    return {
      checks: requires.map((text) => this.#check(text)),
      checking: this.#checking,
      ...(envFile === undefined ? {} : { envFile: this.#envFile(envFile, sources.includes(SET_BY_ENV_FILE)) }),
      ...(profile.length === 0
        ? {}
        : {
            profile: {
              variables: variables.map(({ name, value }) => ({ name, value })),
              problem: unclearProfile(readProfile(profile)),
              used: sources.includes(SET_BY_PROFILE),
            },
          }),
    };
  }

  #check(text: string): StartView['checks'][number] {
    const requirement = readRequirement(text);
    const shown = requirementText(requirement);
    const found = this.#results.find((one) => requirementText(one.requirement) === shown);
    return { text: shown, state: found?.state ?? 'unknown', detail: found?.detail ?? 'not checked' };
  }

  #envFile(file: string, loaded: boolean): NonNullable<StartView['envFile']> {
    const read = this.#file;
    if (read === undefined || 'problem' in read)
      return { file, names: [], leftOut: [], problem: read?.problem, loaded };
    return { file, names: Object.keys(read.values), leftOut: read.leftOut, loaded };
  }

  /** Looks again. @param ask programs say their version and login. @returns what was found. */
  async refresh(ask = false): Promise<readonly Checked[]> {
    const { requires = [], envFile } = this.#of.frontMatter();
    if (refusalToRun(this.#of.uri()).refusal || (requires.length === 0 && envFile === undefined)) {
      this.#changed.fire();
      return [];
    }
    this.#checking = ask;
    if (ask) this.#changed.fire();
    const folder = documentFolder(this.#of.uri()).fsPath;
    const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
    this.#file = envFile === undefined ? undefined : await envFileAt(folder, envFile);
    const found = await checkRequirements(requires.map(readRequirement), {
      workspace: [folder, ...folders],
      set: this.#session?.loaded,
      env: { ...process.env, ...this.#usedProfile() },
      ask,
    });
    // What was asked is not forgotten when only files are looked at.
    this.#results = found.map((one) => (one.state === 'unknown' && !ask ? (this.#known(one) ?? one) : one));
    if (ask) this.#checking = false;
    this.#changed.fire();
    return this.#results;
  }

  #known({ requirement }: Checked): Checked | undefined {
    const text = requirementText(requirement);
    return this.#results.find((one) => requirementText(one.requirement) === text && one.state !== 'unknown');
  }

  /** What the responder wants of it. */
  async act(what: 'check-requirements' | 'load-environment' | 'use-profile'): Promise<void> {
    if (what === 'load-environment') return this.#loadEnvironment();
    if (what === 'use-profile') return this.#useProfile();
    this.#asked = this.#session;
    await this.refresh(true);
  }

  #usedProfile(): Record<string, string> {
    const { loaded = {} } = this.#session ?? {};
    const { variables } = readProfile(this.#of.frontMatter().profile ?? []);
    const used = variables.filter(({ name }) => loaded[name] === SET_BY_PROFILE);
    return Object.fromEntries(used.map(({ name, value }) => [name, value]));
  }

  /** The responder wants the environment file, as the page shows it. Rejects where it has become another one. */
  async #loadEnvironment(): Promise<void> {
    const { envFile } = this.#of.frontMatter();
    this.#refuse();
    if (envFile === undefined) return;
    const shown = this.view?.envFile?.names.join();
    await this.refresh();
    const file = this.#file;
    if (!file || 'problem' in file) throw new Error(`Environment file ${envFile} ${file?.problem ?? "can't be read"}.`);
    if (Object.keys(file.values).join() !== shown)
      throw new Error(`${envFile} has changed. Look at its names and load it again.`);
    await (await this.#of.run()?.session())?.loadEnvironment(envFile, file.values);
    await this.refresh();
  }

  /** The responder wants the profiles that the runbook names. */
  async #useProfile(): Promise<void> {
    this.#refuse();
    const profile = readProfile(this.#of.frontMatter().profile ?? []);
    if (profile.variables.length > 0) await (await this.#of.run()?.session())?.useProfile(profile);
    // Another login may be meant now.
    await this.refresh(this.#asked !== undefined);
  }

  #refuse(): void {
    const { refusal } = refusalToRun(this.#of.uri());
    if (refusal) throw new Error(refusal);
  }

  /** Before a command: once per run the requirements are checked. @returns why it does not run. */
  async whyNot(session: RunSession): Promise<string | undefined> {
    if ((this.#of.frontMatter().requires ?? []).length === 0 || this.#asked === session || session.state.dryRun)
      return undefined;
    const results = await this.refresh(true);
    const unmet = unmetSentence(results);
    const go = 'Run Anyway';
    const options = { modal: true, detail: visible(unmet ?? '') };
    const agreed = unmet === undefined || (await ask(options, go)) === go;
    if (agreed) this.#asked = session;
    return agreed ? undefined : unmet;
  }

  dispose(): void {
    this.#trusted.dispose();
    this.#changed.dispose();
  }
}

function ask(options: vscode.MessageOptions, go: string): Thenable<string | undefined> {
  return vscode.window.showWarningMessage('Some requirements of this runbook are not met.', options, go);
}
