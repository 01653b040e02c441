import { makeConfig } from '../lint/config.ts';
import type { ConfigFile } from '../lint/configFile.ts';
import { lintWith } from '../lint/lint.ts';
import type { LintResult } from '../lint/model.ts';
import type { MakeWork } from './work.ts';

export interface LintSettings {
  /** Checked already. */
  readonly config: ConfigFile;
  /** Absolute folder that its globs are relative to. */
  readonly root: string;
}

/** Lints one file; nothing comes back for a file that the configuration leaves out. */
export const lintWork: MakeWork = (project, settings) => {
  const { config: source, root } = settings as LintSettings;
  const config = makeConfig(source, root);
  return (path, text): LintResult | null => (config.ignores(path) ? null : lintWith(project, { path, text }, config));
};
