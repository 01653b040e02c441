import { configAt, configName, findConfig, type FoundConfig } from '../files/configSearch.ts';
import { displayPath, toAbsolute } from '../files/paths.ts';
import type { LintFlags } from './lintFlags.ts';
import type { LintSettings } from '../batch/lintTask.ts';
import { makeConfig, type Config } from '../lint/config.ts';
import { ConfigError } from '../lint/configFile.ts';
import { complain } from '../commandLine/output.ts';
import { Problem } from '../commandLine/problem.ts';

/**
 * The configuration that holds for a run: the file that is named, or the nearest one, with `--preset` before what it says.
 * @throws ConfigError or Problem, one line each
 */
export async function readLintConfig(from: string, flags: Pick<LintFlags, 'config' | 'preset'>): Promise<LintSettings> {
  const found = flags.config === undefined ? findConfig(from) : readNamedConfig(flags.config, from);
  const preset = flags.preset === undefined ? {} : { preset: flags.preset };
  if (!found) return { config: preset, root: from };
  const name = flags.config ?? (displayPath(found.path, from) || configName);
  if (found.problem !== undefined) throw new ConfigError(`${name} ${found.problem}`);
  // The validator is only loaded where there is something to validate.
  const { parseConfig } = await import('../lint/parseConfig.ts');
  const { source } = parseConfig(found.text, name, found.folder);
  return { config: { ...source, ...preset }, root: found.folder };
}

function readNamedConfig(name: string, from: string): FoundConfig {
  const found = configAt(toAbsolute(name, from));
  const problem = found ? found.problem : 'file not found';
  if (!found || problem !== undefined) throw new Problem(`--config ${name}: ${problem}`);
  return found;
}

/** The project's configuration; one that cannot be used is named, and the inventory goes on without. */
export async function inventoryConfig(from: string): Promise<Config> {
  try {
    const { config, root } = await readLintConfig(from, {});
    return makeConfig(config, root);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(`breakwater: warning: ${error.message}`);
    return makeConfig();
  }
}
