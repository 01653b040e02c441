import type { Section } from '../runbook/model.ts';
import { bareTitle } from './taskTitle.ts';
import type { Way } from './writtenAlternatives.ts';

/** "When using Docker", "If you manage the database yourself", "For users of Ubuntu": what holds at the reader's, or does not. */
const CONDITION =
  /^(?:(?:when|if|in case)(?: you(?:['’](?:re|ve)| are| have| do)?(?: not|n['’]t)?)? (?:us|runn?|manag|host|hav|deploy|own|work|install|operat|access)\w*\b|(?:when|if|in case) you(?:['’](?:re|ve)| are| have| do| use| run| don['’]t)\b|for (?:(?:the |our |all )?(?:[\w./-]+ ){0,4}?(?:users?|developers?|customers?|admins?|administrators?|maintainers?|operators?|teams?|installations?|environments?|deployments?|setups?|systems?|platforms?|distributions?)\b))/i;
/** Whom a section is for, before its title: "(SREs) If you have access". */
const AUDIENCE = /^\(([^)]{1,40})\)\s+/;
/** What says for which of several a title holds: the words before, the name, the words behind. */
const FRAME = /^(.{3,60}?) (?:in|on|for|under|using|with|via|through|by) (?:an? |the )?(.{2,40})$/i;
/** Parts of one system: each has its turn. */
const PARTS =
  /\b(?:each|all|every|both|first|second|next|last|other|remaining|new|old|former|source|target|destination|master|worker|primary|secondary|replica|standby|leader|follower|control[- ]plane|server|client|hosts?|nodes?|machines?|laptop|local|remote|jump|bastion|staging|stage|production|prod|dev|test|canary|central|edge|front-?end|back-?end|databases?|db|web|app|api|cache|queue)\b/i;
const NUMBERED = /^\W*(?:step |phase |stage |part )?\d/i;

/** The setting that a title names, by which it is told from those beside it; undefined where it names none. */
function settingOf(title: string): string | undefined {
  const plain = title.trim().replace(AUDIENCE, '');
  if (NUMBERED.test(plain)) return undefined;
  const found = CONDITION.exec(plain)?.[0];
  return found === undefined || PARTS.test(plain.slice(found.length)) ? undefined : plain;
}

/**
 * Sections beside each other that are each for another setting: "When using Docker", "When using Kubernetes"; "Renewing in
 * Red Hat environments", "Renewing in Microsoft environments".
 */
export function settingWays(sections: readonly Section[], placeOf: (section: Section) => string): readonly Way[][] {
  const groups = new Map<string, Section[]>();
  const put = (key: string, section: Section): void => void groups.set(key, [...(groups.get(key) ?? []), section]);
  for (const section of sections) {
    if (settingOf(section.title) !== undefined) put(`${placeOf(section)} setting`, section);
    const frame = frameOf(section.title);
    if (frame !== undefined) put(`${placeOf(section)} ${frame}`, section);
  }
  return [...groups.values()]
    .filter((all) => all.length > 1 && new Set(all.map(({ title }) => title)).size === all.length)
    .map((all) => all.map((section) => ({ ...section, name: section.title })));
}

/** A title without the name of its setting, which is a proper name or ends with the same word as that of its siblings. */
function frameOf(title: string): string | undefined {
  const plain = bareTitle(title);
  const [, before, name] = FRAME.exec(plain) ?? [];
  if (before === undefined || name === undefined || NUMBERED.test(title) || PARTS.test(name)) return undefined;
  const words = name.split(' ');
  if (words.length > 4 || !/^[A-Z]/.test(name)) return undefined;
  const last = words.length > 1 && /^[a-z]/.test(words.at(-1)!) ? words.at(-1)! : '';
  return `${before.toLowerCase()} … ${last}`;
}
