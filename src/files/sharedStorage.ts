/**
 * The one private folder of an extension that all windows of a workspace share.
 *
 * On a server VS Code locks the folder for one extension host, and gives others `ID-1` to `ID-9` in place of `ID`: a second
 * window, and a window that is loaded again before its last extension host has let go (`_getWorkspaceStorageURI` in VS
 * Code's `extHostStoragePaths.ts`). A run would be out of sight then, when it matters most. Logs may be written by several
 * at once, so they need no such lock.
 * @param path of the folder that VS Code gave: `.../workspaceStorage/ID/publisher.name`, with slashes
 */
export function sharedStorage(path: string): string {
  return path.replace(/([^/])-[1-9](\/[^/]+\/?)$/, '$1$2');
}
