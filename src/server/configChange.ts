import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ConfigError } from '../lint/configFile.ts';
import { configWithout, disableInConfigEdit } from '../lint/disableInConfig.ts';
import { parseConfig } from '../lint/parseConfig.ts';
import { configName, findConfig } from '../files/configSearch.ts';
import { folderOf, joinPath } from '../files/paths.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';

/**
 * A configuration as its editor has it, or as it is on disk. The version is that of the open document, or null: the
 * text on disk counts then.
 */
export type ConfigDocuments = (
  path: string,
  textOnDisk: string,
) => { readonly document: TextDocument; readonly version: number | null };

/** A change to a project's configuration. */
export interface ConfigChange {
  readonly path: string;
  /** Undefined where the file has to be created. */
  readonly opened?: ReturnType<ConfigDocuments>;
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
  documents: ConfigDocuments,
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
  if (found.problem !== undefined) return undefined;
  const opened = documents(found.path, found.text);
  const text = opened.document.getText();
  const edit = disableInConfigEdit(text, ruleId);
  if (!edit) return undefined;
  try {
    // An override further down may turn it on again.
    const config = parseConfig(applyEdits(text, [edit]), configName, found.folder);
    if (config.settingsFor(path).some(({ rule }) => rule.id === ruleId)) return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
  return { path: found.path, opened, edits: [edit] };
}
