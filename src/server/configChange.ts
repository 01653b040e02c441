import { ConfigError } from '../lint/configFile.ts';
import { configWithout, disableInConfigEdit } from '../lint/disableInConfig.ts';
import { parseConfig } from '../lint/parseConfig.ts';
import { configName, findConfig } from '../files/configSearch.ts';
import { folderOf, joinPath } from '../files/paths.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';

/** A change to a project's configuration. */
export interface ConfigChange {
  readonly path: string;
  /** The file's text; undefined where it has to be made. */
  readonly text?: string;
  readonly edits: readonly TextEdit[];
}

/**
 * The change that turns a rule off for a file: in the nearest configuration, or in a new one in the innermost of the
 * workspace's folders that hold the file. Undefined where it would have no effect, or the configuration has errors.
 */
export function configChange(
  path: string,
  ruleId: string,
  preset: string,
  folders: readonly string[],
): ConfigChange | undefined {
  const found = findConfig(folderOf(path));
  if (!found) {
    const [folder] = folders
      .filter((one) => path.startsWith(`${one.replace(/\/$/, '')}/`))
      .toSorted((a, b) => b.length - a.length);
    if (folder === undefined) return undefined;
    const edits = [{ range: { start: 0, end: 0 }, newText: configWithout(ruleId, preset) }];
    return { path: joinPath(folder, configName), edits };
  }
  const edit = disableInConfigEdit(found.text, ruleId);
  if (!edit) return undefined;
  try {
    // An override further down may turn it on again.
    const config = parseConfig(applyEdits(found.text, [edit]), configName, found.folder);
    if (config.settingsFor(path).some(({ rule }) => rule.id === ruleId)) return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
  return { path: found.path, text: found.text, edits: [edit] };
}
