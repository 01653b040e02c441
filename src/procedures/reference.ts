import type { Block } from '../blocks/model.ts';
import { isImperative } from '../blocks/imperative.ts';
import type { Section } from '../runbook/model.ts';
import type { Way } from './writtenAlternatives.ts';

/** Sections below this are what a tool can do, and none comes after the other. */
const REFERENCE =
  /^\W*(?:available |supported |sub-?|cli |all |the |usage of )*(?:(?:sub-?)?commands?|actions?|verbs?|operations?|(?:cli |command(?:[- ]line)? )?(?:reference|usage))(?: reference)?\W*$/i;
/** `tool [dump|restore|create-sa]`, `tool {start|stop}`. */
const SYNOPSIS = /[[{(<]([\w-]+(?:\s*\|\s*[\w-]+)+)[\]})>]/g;
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['start', 'stop'],
  ['up', 'down'],
  ['enable', 'disable'],
  ['create', 'delete'],
  ['create', 'destroy'],
  ['create', 'remove'],
  ['add', 'remove'],
  ['add', 'delete'],
  ['install', 'uninstall'],
  ['apply', 'destroy'],
  ['dump', 'restore'],
  ['backup', 'restore'],
  ['lock', 'unlock'],
  ['on', 'off'],
];

/** Groups of sections that each show another verb of one tool. */
export function referenceWays(
  sections: readonly Section[],
  blocks: readonly Block[],
  placeOf: (section: Section) => string,
): readonly Way[][] {
  const commands = blocks.filter(({ kind, commands: own }) => kind === 'command' && own.length > 0);
  const offered = new Set(
    blocks.flatMap(({ content }) =>
      [...content.slice(0, 5000).matchAll(SYNOPSIS)].flatMap(([, names]) => names!.split('|').map((one) => one.trim())),
    ),
  );
  const groups = new Map<string, Verb[]>();
  for (const section of sections) {
    const place = placeOf(section);
    const verb = verbOf(section, commands);
    if (verb) groups.set(place, [...(groups.get(place) ?? []), verb]);
  }
  return [...groups].flatMap(([place, verbs]) => {
    const beside = sections.filter((one) => placeOf(one) === place).length;
    if (verbs.length < 2 || verbs.length < beside * 0.7) return [];
    if (verbs.some(({ tool }) => tool !== verbs[0]!.tool)) return [];
    const above = sections.find(({ line }) => line === Number(place.split(':')[0]))?.title ?? '';
    const names = verbs.map(({ word }) => word);
    const opposite = OPPOSITES.some((pair) => pair.every((one) => names.includes(one)));
    const told = names.filter((name) => offered.has(name)).length >= 2;
    const isReference = REFERENCE.test(above) && verbs.length > 2;
    return isReference || told || (opposite && verbs.length > 2) ? [verbs.map(({ way }) => way)] : [];
  });
}

interface Verb {
  readonly word: string;
  readonly tool: string;
  readonly way: Way;
}

/** `dump`, `gen3 dbbackup dump`, "Dump": a title that is the verb of the section's first command, and what is called with it. */
function verbOf(section: Section, commands: readonly Block[]): Verb | undefined {
  const { title, line, endLine } = section;
  const words = title.replace(/`/g, '').trim().split(/\s+/);
  if (words.length > 4) return undefined;
  const word = words.at(-1)!.toLowerCase();
  const first = commands.find((one) => one.line > line && one.line <= endLine)?.commands[0]?.split('\n')[0];
  const said = first?.replace(/^(?:sudo )?/, '').split(/\s+/) ?? [];
  const at = said.indexOf(word);
  if (at < 1 || at > 3 || !/^[a-z][\w-]*$/.test(word)) return undefined;
  const tool = said.slice(0, at).join(' ');
  const named = words.length === 1 || words.slice(0, -1).join(' ') === tool;
  return named ? { word, tool, way: { name: title, line, endLine } } : undefined;
}

/** "Setup - Local Credentials Route" beside "Setup - Cloud9 Route": the same in two ways. */
const ROUTE = /^(?:[^–—:-]{1,40}\s*[-–—:]\s+)?(?:[\w./-]+\s+){1,4}(route|way|method|approach|option|variant)$/i;

/** Groups of sections that are each called a route, a method or the like. */
export function routeWays(sections: readonly Section[], placeOf: (section: Section) => string): readonly Way[][] {
  const groups = new Map<string, Way[]>();
  for (const section of sections) {
    const noun = ROUTE.exec(section.title.trim())?.[1]?.toLowerCase();
    const name = section.title.replace(/^[^–—:-]{1,40}\s*[-–—:]\s+/, '');
    if (noun === undefined || isImperative(name)) continue;
    const key = `${placeOf(section)} ${noun}`;
    groups.set(key, [...(groups.get(key) ?? []), { ...section, name: section.title }]);
  }
  const found = [...groups].filter(([, ways]) => ways.length > 1);
  // "Command-line method", "Console method", "Terraform command".
  return found.map(([key, ways]) => {
    const more = sections.filter(
      (one) => MEANS.test(one.title.trim()) && !isImperative(one.title) && key.startsWith(`${placeOf(one)} `),
    );
    return [...ways, ...more.map((one) => ({ ...one, name: one.title }))].toSorted((a, b) => a.line - b.line);
  });
}

/** "Enabling encryption", "Rotating the key": what is done to a running system, each for its own sake. */
const OPERATION =
  /^(?:how to\s+(?:add|remove|rotate|scale|renew|delete|revoke|reset|stop|start|restart|block|unblock|enable|disable|recover|restore|replace|resize)|adding|removing|rotating|renewing|deleting|revoking|resetting|stopping|starting|restarting|blocking|unblocking|enabling|disabling|recovering|restoring|replacing|resizing|scaling)\s+\S/i;

/** What was done before there was another way: "Legacy procedure". */
const FORMER =
  /^(?:legacy|old|deprecated|previous|former)\s+(?:[\w-]+\s+)?(?:procedure|process|method|way|steps|instructions)$/i;

/** Sections that are procedures of their own: a responder needs one of them, and none comes after the other. */
export function procedureWays(
  sections: readonly Section[],
  lines: readonly number[],
  placeOf: (section: Section) => string,
): readonly Way[][] {
  const doing = sections.filter(({ line, endLine }) => lines.some((at) => at >= line && at <= endLine));
  const groups = new Map<string, Section[]>();
  for (const section of doing) groups.set(placeOf(section), [...(groups.get(placeOf(section)) ?? []), section]);
  return [...groups]
    .map(([place, all]) => {
      // What the section around them begins with is gone on with below.
      const from = Number(place.split(':')[0]);
      const begun = from > 0 && lines.some((at) => at > from && at < all[0]!.line);
      const named = all.filter(({ title }) => OPERATION.test(title)).length;
      const each = named > 1 && all.every(({ title }) => OPERATION.test(title) || FORMER.test(title));
      return !begun && each ? all : casesOf(all, sections);
    })
    .filter((all) => all.length > 1)
    .map((all) => all.map((one) => ({ ...one, name: one.title })));
}

/** Of alerts and scenarios, each with its own "Impact", "Cause" and "Mitigation", one is at hand. */
function casesOf(all: readonly Section[], sections: readonly Section[]): readonly Section[] {
  const parts = all.map((one) => sections.filter(({ line }) => line > one.line && line <= one.endLine));
  const asCase = parts.map((own) => own.filter(({ title }) => CASE.test(title)).length >= 2);
  return all.filter((_, i) => asCase[i]);
}

const CASE =
  /^\W*(?:possible |probable |likely |root |business |user )?(?:meaning|impacts?|causes?|symptoms?|detection|diagnosis|investigation|mitigations?|resolutions?|remediation|(?:restore|recovery|fix|resolution) (?:process|steps|procedure))\W*$/i;

const MEANS = /^(?:[\w./-]+\s+){1,3}(?:command|console|cli|ui|gui|api|script)$/i;

const TROUBLE =
  /^\W*(?:[\d.]+\s+)?(?:troubleshooting|(?:(?:known|common|possible|typical|frequent) )?(?:issues|problems|errors|pitfalls|failures)(?: (?:and|&|\+) (?:their |the |possible )?(?:solutions?|fixes|resolutions?|workarounds?|remedies|answers))|(?:known|common|possible|typical) (?:issues|problems|errors|pitfalls)|failure (?:scenarios|modes|cases)|faqs?|frequently asked questions|gotchas)\W*$/i;

/** "Troubleshooting" behind the procedure: each of its commands is for a case that need not be. */
export function troubleBehind(
  sections: readonly Section[],
  blocks: readonly Block[],
  placeOf: (section: Section) => string,
): readonly Section[] {
  return sections.filter(
    (section) =>
      TROUBLE.test(section.title) &&
      sections.some(
        (one) =>
          one.line < section.line &&
          one.endLine < section.line &&
          !TROUBLE.test(one.title) &&
          placeOf(one) === placeOf(section) &&
          blocks.some(
            ({ kind, risk, line }) => kind === 'command' && risk !== 'reads' && line > one.line && line <= one.endLine,
          ),
      ),
  );
}
