import { objectIn, parseJsonObject, stringIn } from './jsonFile.ts';
import type { JsonObject } from './jsonFile.ts';

/** What a lock file says, for one way of asking. */
export interface Lock {
  /**
   * The version of a package as seen from a folder (relative to the lock file, `/`-separated, '' for its own), or
   * undefined where the lock does not say which of several it is.
   * @param range what the asking package.json declares, which some lock files are keyed by
   */
  version(name: string, folder: string, range: string | undefined): string | undefined;
}

export const LOCK_NAMES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** Reads a lock file by its name; undefined, after a complaint, where it is broken. */
export function readLock(name: string, text: string, complain: (why: string) => void): Lock | undefined {
  const outlined = outlines[name];
  if (outlined) {
    if (/^(?:<{7}|>{7}) /m.test(text)) return void complain('contains merge conflict markers');
    if (!outlined.sign.test(text)) return void complain(`isn't a valid ${outlined.by} lock file`);
    return outlined.read(text);
  }
  const json = parseJsonObject(text, complain);
  return json && npmLock(json);
}

/** Formats that are read by their outline, with what every whole file of theirs holds. */
const outlines: Readonly<Record<string, { by: string; sign: RegExp; read: (text: string) => Lock }>> = {
  'yarn.lock': { by: 'Yarn', sign: /^# yarn lockfile|^__metadata:|^\S+@.*:\s*$|^\s*$(?![^])/m, read: yarnLock },
  'pnpm-lock.yaml': { by: 'pnpm', sign: /^(?:lockfileVersion|shrinkwrapVersion):/m, read: pnpmLock },
  'bun.lock': { by: 'Bun', sign: /"lockfileVersion"\s*:/, read: bunLock },
};

function npmLock(json: JsonObject): Lock {
  const packages = objectIn(json, 'packages');
  if (packages) {
    return {
      version(name, folder) {
        // Node's own search: from the folder upwards, the nearest node_modules wins.
        for (let at = folder; ; at = parentOf(at)) {
          const entry = objectIn(packages, `${at === '' ? '' : `${at}/`}node_modules/${name}`);
          if (entry) return plain(stringIn(entry, 'version'));
          if (at === '') return undefined;
        }
      },
    };
  }
  const dependencies = objectIn(json, 'dependencies');
  return { version: (name) => plain(stringIn(objectIn(dependencies, name), 'version')) };
}

/** Yarn's own format, and berry's, which is YAML of the same outline: keys at the margin, `version` two spaces in. */
function yarnLock(text: string): Lock {
  const byRange = new Map<string, string>();
  const all = new Map<string, Set<string>>();
  let keys: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith(' ')) {
      keys = line.replace(/:\s*$/, '').replaceAll('"', '').split(/,\s*/);
      continue;
    }
    const version = /^ {2}version:? "?([^"\s]+)"?/.exec(line)?.[1];
    if (version === undefined || version === '0.0.0-use.local') continue;
    for (const key of keys) {
      const at = key.indexOf('@', 1);
      if (at < 0) continue;
      const name = key.slice(0, at);
      byRange.set(`${name}@${key.slice(at + 1).replace(/^npm:/, '')}`, version);
      add(all, name, version);
    }
  }
  return {
    version(name, _folder, range) {
      const declared = range === undefined ? undefined : byRange.get(`${name}@${range.replace(/^npm:/, '')}`);
      return plain(declared) ?? onlyOne(all.get(name));
    },
  };
}

/** pnpm's lock has a fixed outline, and reading it line by line takes milliseconds where a YAML parser takes seconds. */
function pnpmLock(text: string): Lock {
  const importers = new Map<string, Map<string, string>>();
  const all = new Map<string, Set<string>>();
  let section = '';
  let importer = '.';
  let group = false;
  let dependency = '';
  for (const line of text.split(/\r?\n/)) {
    const indent = line.length - line.trimStart().length;
    const entry = /^\s*(?:'([^']+)'|"([^"]+)"|([^\s:]+(?::[^\s:]+)*)):(?:\s+(.*))?$/.exec(line);
    if (!entry) continue;
    const key = (entry[1] ?? entry[2] ?? entry[3])!;
    const value = entry[4]?.replace(/^['"]|['"]$/g, '');
    if (indent === 0) {
      section = key;
      // Locks without workspaces list dependencies at the margin.
      group = isGroup(key);
      if (group) importer = '.';
      continue;
    }
    if (section === 'packages' && indent === 2) {
      const id = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/]([^()_]+)/.exec(key);
      if (id) add(all, id[1]!, id[2]!);
    }
    const base = section === 'importers' ? 4 : isGroup(section) ? 0 : -1;
    if (base < 0) continue;
    if (base === 4 && indent === 2) importer = key;
    else if (base === 4 && indent === 4) group = isGroup(key);
    else if (group && indent === base + 2) {
      dependency = key;
      if (value !== undefined && value !== '') set(importers, importer, key, value);
    } else if (group && indent === base + 4 && key === 'version' && value !== undefined) {
      set(importers, importer, dependency, value);
    }
  }
  return {
    version(name, folder) {
      for (let at = folder; ; at = parentOf(at)) {
        const found = importers.get(at === '' ? '.' : at)?.get(name);
        if (found !== undefined) return plain(found.replace(/[(_].*$/, ''));
        if (at === '') return onlyOne(all.get(name));
      }
    },
  };
}

function bunLock(text: string): Lock {
  const all = new Map<string, Set<string>>();
  for (const match of text.matchAll(/"([^"\n]+)":\s*\["((?:@[^"/]+\/)?[^"@]+)@([^"]+)"/g))
    add(all, match[2]!, match[3]!);
  return { version: (name) => onlyOne(all.get(name)) };
}

function isGroup(key: string): boolean {
  return key === 'dependencies' || key === 'devDependencies' || key === 'optionalDependencies';
}

function parentOf(folder: string): string {
  const cut = folder.lastIndexOf('/');
  return cut < 0 ? '' : folder.slice(0, cut);
}

function add(map: Map<string, Set<string>>, name: string, version: string): void {
  const known = map.get(name);
  if (known) known.add(version);
  else map.set(name, new Set([version]));
}

function set(map: Map<string, Map<string, string>>, importer: string, name: string, version: string): void {
  const known = map.get(importer);
  if (known) known.set(name, version);
  else map.set(importer, new Map([[name, version]]));
}

function onlyOne(versions: ReadonlySet<string> | undefined): string | undefined {
  if (versions === undefined) return undefined;
  const plainOnes = [...versions].map(plain).filter((version) => version !== undefined);
  return plainOnes.length === 1 ? plainOnes[0] : undefined;
}

/** A version number, and not a link, a tarball or a workspace. */
function plain(version: string | undefined): string | undefined {
  return version !== undefined && /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
}
