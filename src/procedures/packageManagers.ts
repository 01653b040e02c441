import type { Block } from '../blocks/model.ts';
import type { Section } from '../runbook/model.ts';
import type { Way } from './writtenAlternatives.ts';

const INSTALLS =
  /^(?:sudo\s+)?(apt-get|apt|yum|dnf|zypper|pacman|apk|brew|choco|winget|snap|port|emerge|pkg)\s+(?:\S+\s+){0,3}?(?:install|add|update|upgrade|localinstall|groupinstall|-S\w*)(?:\s|$)/;
/** What one system has both of. */
const SAME: Readonly<Record<string, string>> = { apt: 'apt-get', dnf: 'yum' };

/** Blocks in a row that install by the package managers of different systems: of these a machine has one. */
export function packageManagerWays(blocks: readonly Block[], sections: readonly Section[]): readonly Way[][] {
  const groups: Way[][] = [];
  let before: { readonly section: Section | undefined; readonly manager: string } | undefined;
  for (const block of blocks.filter(({ kind }) => kind === 'command').toSorted((a, b) => a.line - b.line)) {
    const manager = managerOf(block);
    const section = sections.findLast(({ line, endLine }) => line <= block.line && block.endLine <= endLine);
    const way = { name: manager ?? '', line: block.line, endLine: block.endLine };
    const goesOn = before !== undefined && before.section === section;
    const group = groups.at(-1);
    if (manager !== undefined && goesOn && group?.every(({ name }) => name !== manager)) group.push(way);
    else if (manager !== undefined) groups.push([way]);
    before = manager === undefined ? undefined : { section, manager };
  }
  return groups.filter((ways) => ways.length > 1);
}

/** The one package manager that all of a block's commands call. */
function managerOf({ commands }: Block): string | undefined {
  const named = commands.flatMap((command) => command.split('\n')).filter((line) => !/^\s*(?:#|$)/.test(line));
  const managers = named.map((line) => INSTALLS.exec(line.trim())?.[1]).map((name) => name && (SAME[name] ?? name));
  return managers.every((name) => name === managers[0]) ? managers[0] : undefined;
}
