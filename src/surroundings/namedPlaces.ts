import { readCalls } from '../shell/calls.ts';

/*
 * Files and folders that a command names, where what stands in them starts programs: inventories of Ansible, the folder
 * of a site in PHP.
 */

/** Variables of an inventory by which Ansible starts what they name, and templates that run a command. */
export const INVENTORY_STARTS =
  /\b(ansible_(?:\w+_)?(?:interpreter)(?=["']?\s*[=:]\s*["']?(?!(?:auto\w*|python[\d.]*|(?:\/usr)?(?:\/local)?\/bin\/(?:env )?python[\d.]*|\/opt\/[\w./-]+|\/usr\/libexec\/platform-python)["']?(?:\s|,|$)))|ansible_(?:ssh|scp|sftp|shell|become|sudo|su|docker|podman|kubectl|oc)_(?:exe\w*|extra_args)(?=["']?\s*[=:]\s*["']?(?!\/(?:usr\/)?bin\/))|ansible_(?:ssh|scp|sftp)_(?:common|extra)_args(?=[^\n]*(?:ProxyCommand|LocalCommand|KnownHostsCommand|PKCS11|SecurityKeyProvider|ProxyUseFdpass|Include|\s-F|["']-F))|(?:lookup|query|q)\s*\(\s*['"](?:[\w.]+\.)?(?:pipe|lines|template)['"])/g;

const INVENTORY = /^(?:-i|--inventory(?:-file)?)$/;
const ANSIBLE = /^ansible(?:-[\w-]+)?$/;
const SITE = /^(?:wp|wp-cli(?:\.phar)?|drush)$/;

interface NamedPlaces {
  /** Files or folders of hosts. */
  readonly inventories: readonly string[];
  /** Folders of sites. */
  readonly sites: readonly string[];
}

/** What commands name of these. */
export function namedPlaces(commands: readonly string[]): NamedPlaces {
  const inventories: string[] = [];
  const sites: string[] = [];
  for (const { words } of commands.flatMap((command) => readCalls(command).calls)) {
    const values = words.map(({ value }) => value);
    const names = values.map((value) => value.replace(/^.*\//, ''));
    if (names.some((name) => ANSIBLE.test(name)))
      for (const value of optionValues(values, INVENTORY, 'i')) if (!value.includes(',')) inventories.push(value);
    if (names.some((name) => SITE.test(name))) sites.push(...optionValues(values, /^(?:--path|--root|-r)$/, 'r'));
  }
  return { inventories, sites };
}

function optionValues(values: readonly string[], option: RegExp, letter: string): readonly string[] {
  return values.flatMap((value, i): string[] => {
    const [name = '', ...rest] = value.split('=');
    if (option.test(name)) return rest.length > 0 ? [rest.join('=')] : [values[i + 1] ?? ''];
    return value.startsWith(`-${letter}`) && value.length > 2 ? [value.slice(2)] : [];
  });
}
