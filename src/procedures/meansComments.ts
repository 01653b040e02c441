const MEANS =
  'docker(?:[- ]compose)?|podman|kubernetes|k8s|kubectl|helm|systemd|systemctl|nomad|swarm|openshift|bare[- ]metal|source|(?:the )?binary|snap|homebrew|brew|apt|yum|dnf|ansible|terraform';
/** "With Docker:", "If you use systemd", "Using Helm (recommended)": how it is run, and nothing done with it. */
const BY_MEANS = new RegExp(
  String.raw`^(?:with|using|via|if (?:you(?:['’]re| are)? )?(?:use|using|run(?:ning)?(?: (?:on|in|with))?)|when (?:using|running (?:on|in|with))|for|on) (?:the |an? )?(${MEANS})(?: (?:deployments?|installs?|installations?|set-?ups?|users|chart))?(?: \([^()]{1,40}\))?\s*:?$`,
  'i',
);

/** By index: comments in a row that each name other means by which the same is run: of these a reader has one. */
export function meansComments(texts: readonly string[]): readonly number[] {
  const read = texts.map((text) => BY_MEANS.exec(text.trim())?.[1]?.toLowerCase());
  const at = read.flatMap((name, i) => (name === undefined ? [] : [i]));
  return new Set(at.map((i) => read[i])).size > 1 ? at : [];
}

const BARE =
  /^\s*#+\s*((?:on |in )?(?:docker(?:[- ](?:compose|swarm))?|podman|kubernetes|k8s|systemd|nomad|swarm|openshift|bare[- ]metal|vms?))(?: (?:deployments?|installs?|installations?|set-?ups?|users))?\s*:?\s*$/i;

/**
 * Comments of a text that are the name of what runs it and nothing else ("# Docker:", "# Kubernetes:"), where the commands
 * below each do the same to the same by another program: they share a word. What cleans up here and there shares none, and is all meant.
 */
export function bareMeans(content: string): readonly string[] {
  const parts: { readonly name: string; readonly text: string; readonly rows: string[] }[] = [];
  let open: (typeof parts)[number] | undefined;
  for (const row of content.split('\n')) {
    const name = BARE.exec(row)?.[1]?.toLowerCase();
    if (name !== undefined) parts.push((open = { name, text: row.replace(/^[\s#]+/, ''), rows: [] }));
    else if (/^\s*#/.test(row)) open = undefined;
    else open?.rows.push(row);
  }
  const programs = parts.map(({ rows }) => /^\s*(?:[$] )?(?:sudo )?(\S+)/.exec(rows.join('\n'))?.[1] ?? '');
  if (new Set(programs).size < parts.length) return [];
  const words = parts.map(({ rows }) => new Set(rows.join(' ').match(/(?<![\w-])[a-z][\w-]{2,}/gi) ?? []));
  const [first = new Set<string>(), ...rest] = words;
  const shared = [...first].some((word) => rest.every((other) => other.has(word)));
  const distinct = new Set(parts.map(({ name }) => name)).size === parts.length;
  const installs = /\binstall\b/.test(content);
  return parts.length > 1 && distinct && shared && !installs ? parts.map(({ text }) => text) : [];
}
