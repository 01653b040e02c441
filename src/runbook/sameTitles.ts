import type { Section } from './model.ts';
import type { Way } from './writtenAlternatives.ts';

/** Names of which one is at hand, by what they are names of. */
const KINDS: readonly RegExp[] = [
  /\b(?:mysql|mariadb|postgres(?:ql)?|sqlite3?|mssql|sql server|oracle|mongodb|cockroachdb)\b/gi,
  /\b(?:ubuntu|debian|centos|rhel|red ?hat|fedora|rocky(?: linux)?|alma(?:linux)?|alpine|arch linux|suse|opensuse|freebsd|linux|windows|mac ?os(?: ?x)?|osx|apt|yum|dnf|homebrew)\b/gi,
  /\b(?:aws|gcp|azure|google cloud|digitalocean|openstack)\b/gi,
  /\b(?:web (?:ui|interface|console)|ui|gui|cli|command[- ]line|console|dashboard|portal|api|terraform|kubectl|helm)\b/gi,
  /\b(?:docker(?:[- ]compose)?|podman|kubernetes|k8s|helm|binary(?: package)?|source|packages?|systemd|bare[- ]metal|vms?)(?:[- ]based)?\b/gi,
  /\b(?:major|minor|patch|maintenance|bug ?fix)\b/gi,
];
/** "for", "via", "on" and no thing of its own behind: "Installing Docker" is no way of installing Helm. */
const HOW = /\b(?:via|using|with|for|on|in|from|through|by)\s+(?:an? |the )?$/i;

/**
 * Sections beside each other that are called alike but for the system, the tool or the size they are for: "Creating apps
 * via UI", "Creating apps via CLI"; "MySQL", "PostgreSQL".
 */
export function sameTitleWays(sections: readonly Section[], placeOf: (section: Section) => string): readonly Way[][] {
  const groups = new Map<string, Map<string, Section>>();
  for (const section of sections) {
    KINDS.forEach((names, kind) => {
      const read = stemOf(section.title, names);
      if (read === undefined) return;
      const key = `${placeOf(section)} ${kind} ${read.stem}`;
      groups.set(key, (groups.get(key) ?? new Map<string, Section>()).set(read.name, section));
    });
  }
  const seen = new Set<Section>();
  return [...groups.values()].flatMap((group) => {
    const all = [...group.values()].filter((section) => !seen.has(section));
    if (all.length < 2) return [];
    all.forEach((section) => seen.add(section));
    return [all.map((section) => ({ ...section, name: section.title }))];
  });
}

/** A title without its names, where they say for what or by what it is, and those names. */
function stemOf(title: string, names: RegExp): { readonly stem: string; readonly name: string } | undefined {
  const plain = title
    .replace(/\([^)]*\)/g, '')
    .replace(/^[\d.]+\s+/, '')
    .trim();
  const found = [...plain.matchAll(names)];
  const [first] = found;
  if (first === undefined) return undefined;
  const before = plain.slice(0, first.index);
  const after = plain.slice(found.at(-1)!.index + found.at(-1)![0].length).trim();
  const alone = plain.replace(names, '').replace(/\W|\band\b|\bor\b/gi, '') === '';
  const leads = before === '' && /^\w+(?: \w+)?$/.test(after) && !/^(?:and|or)\b/i.test(after);
  if (!(alone || leads || HOW.test(before))) return undefined;
  const name = found.map(([text]) => text.toLowerCase()).join(' ');
  return { stem: `${before.toLowerCase().trim()} * ${after.toLowerCase()}`, name };
}

/** Texts of which each is alike but for a name of one kind: "MySQL backup", "PostgreSQL backup". */
export function namesOfKind(texts: readonly string[]): readonly string[] {
  for (const names of KINDS.slice(0, 2)) {
    const read = texts.map((text) => stemOf(text.replace(/^[\s#]+/, ''), names));
    const known = read.flatMap((one, i) => (one ? [{ ...one, text: texts[i]! }] : []));
    const same = known.filter(({ stem }) => stem === known[0]!.stem);
    if (new Set(same.map(({ name }) => name)).size > 1) return same.map(({ text }) => text);
  }
  return [];
}
