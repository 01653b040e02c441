interface Stem {
  readonly stem: string;
  readonly name: string;
}

const MEANS =
  /\b(?:web (?:ui|interface|console)|ui|gui|cli|command[- ]line|console|dashboard|portal|api|terraform|kubectl|helm)\b/gi;
const DEPLOYED =
  /\b(?:docker(?:[- ](?:compose|swarm))?|podman|kubernetes|k8s|ecs|eks|gke|aks|fargate|nomad|openshift|swarm|helm|binary(?: package)?|source|packages?|systemd|bare[- ]metal|vms?)(?:[- ]based)?\b/gi;

/** Names of which one is at hand, by what they are names of; a site may well have two databases of other kinds. */
const KINDS: readonly RegExp[] = [
  /\b(?:mysql|mariadb|postgres(?:ql)?|sqlite3?|mssql|sql server|oracle)\b/gi,
  /\b(?:ubuntu|debian|centos|rhel|red ?hat|fedora|rocky(?: linux)?|alma(?:linux)?|alpine|arch linux|suse|opensuse|freebsd|linux|windows|mac ?os(?: ?x)?|osx|apt|yum|dnf|homebrew)\b/gi,
  /\b(?:aws|gcp|azure|google cloud|digitalocean|openstack)\b/gi,
  MEANS,
  DEPLOYED,
  /\b(?:major|minor|patch|maintenance|bug ?fix)\b/gi,
];
/** "With Docker": by itself, a name of these may be a part of the system that has its turn. */
const BY_MEANS = /\b(?:via|using|with) (?:an? |the )?(?:\S+ ){0,2}\S+$/i;
/** "for", "via", "on" and no thing of its own behind: "Installing Docker" is no way of installing Helm. */
const HOW = /\b(?:via|using|with|for|on|in|from|through|by)\s+(?:an? |the )?$/i;

/** A title without the names of each kind, where they say for what or by what it is, and those names. */
export function stemsOf(title: string): readonly (Stem | undefined)[] {
  return KINDS.map((names) => stemOf(title, names));
}

function stemOf(title: string, names: RegExp): Stem | undefined {
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
  // "Docker updates" and "Package updates" are both due; "for the API" and "for the console" name what is served.
  const both =
    (leads && names === DEPLOYED && !/^(?:deployments?|install\w*|set ?up|method)\b/i.test(after)) ||
    (names === MEANS && /\bfor\s+(?:the )?$/i.test(before));
  if (both || !(alone || leads || HOW.test(before))) return undefined;
  const name = found.map(([text]) => text.toLowerCase()).join(' ');
  return {
    stem: `${before
      .toLowerCase()
      .trim()
      .replace(/ (?:the|an?)$/, '')} * ${after.toLowerCase()}`,
    name,
  };
}

/** Texts of which each is alike but for a name of one kind: "MySQL backup", "PostgreSQL backup". */
function namesOfKind(texts: readonly string[]): readonly string[] {
  for (const names of [...KINDS.slice(0, 2), DEPLOYED]) {
    const plain = texts.map((text) => text.replace(/^[\s#]+|[\s:]+$/g, ''));
    const read = plain.map((text) => (names !== DEPLOYED || BY_MEANS.test(text) ? stemOf(text, names) : undefined));
    const known = read.flatMap((one, i) => (one ? [{ ...one, text: texts[i]! }] : []));
    const same = known.filter(({ stem }) => stem === known[0]!.stem);
    if (new Set(same.map(({ name }) => name)).size > 1) return same.map(({ text }) => text);
  }
  return [];
}

const OR = /^\s*#+[\s–—-]*(?:or\b(?! (?:else|more|less|later|higher)\b)|alternatively\b)/i;
const IF = /^\s*#+\s*(?:only )?if\b(?! (?:needed|necessary|required|all (?:is|goes)|everything)\b)/i;
/** "# Option 1: graceful", "# Method B": a label, and no sentence about an option. */
const OPTION =
  /^\s*#+\s*(?:option|alternative|variante?|method|approach|choice|plan|way|scenario|case|workaround|solution|opción|opção|opzione|optie|möglichkeit|lösung)\s+#?(?:\d{1,2}|[a-h]|one|two|three)\s*(?:$|[:.)(]|[–—-]\s)/i;
/** Characters of a text that are looked at. */
const MOST = 20_000;

/** What commands of a text are called of which one is meant, as the comments between them say; empty where all are. */
export function waysInText(text: string): readonly string[] {
  if (!/#|^\s*or\s*:?\s*$/im.test(text)) return [];
  // A line that is nothing but "or" says the same as a comment.
  const rows = text
    .slice(0, MOST)
    .split('\n')
    .map((row) => (/^\s*(?:or|OR|Or)\s*:?\s*$/.test(row) ? `# ${row.trim()}` : row));
  const said = rows.flatMap((row, i) => (/^\s*#/.test(row) && isCommandBelow(rows, i) ? [{ row, i }] : []));
  const first = rows.findIndex((row) => row.trim() !== '' && !/^\s*#/.test(row));
  const others = said.filter(({ row, i }) => i > first && OR.test(row));
  const cases = said.filter(({ row }) => IF.test(row));
  const named = namesOfKind(said.map(({ row }) => row));
  const options = said.filter(({ row }) => OPTION.test(row));
  const ways =
    options.length > 1
      ? options.map(({ row }) => row)
      : others.length > 0
        ? eachOr(rows, others)
        : cases.length > 1
          ? cases.map(({ row }) => row)
          : named;
  return ways.length < 2 ? [] : ways.map((row) => row.replace(/^[\s#$]+/, '').slice(0, 80));
}

/** The commands above the first "or", and what is named by it and by those that follow with nothing but commands between. */
function eachOr(rows: readonly string[], others: readonly { readonly row: string; readonly i: number }[]): string[] {
  const [one] = others;
  const between = (from: number, to: number): readonly string[] => rows.slice(from, to);
  const apart = others.findIndex(
    ({ i }, at) => at > 0 && between(others[at - 1]!.i + 1, i).some((row) => /^\s*#/.test(row)),
  );
  const chain = apart < 0 ? others : others.slice(0, apart);
  return [rows[startOfPart(rows, one!.i)]!, ...chain.map((other) => nameOf(rows, other))];
}

/** Where the commands right above a line begin: behind the last comment or empty line before them. */
function startOfPart(rows: readonly string[], at: number): number {
  const isEmpty = (i: number): boolean => rows[i]!.trim() === '';
  let end = at - 1;
  while (end > 0 && isEmpty(end)) end--;
  let start = end;
  while (start > 0 && !isEmpty(start - 1) && !/^\s*#/.test(rows[start - 1]!)) start--;
  return start;
}

/** Comments of a text that have a command right below them, in order. */
export function commentsIn(text: string): readonly string[] {
  const rows = text.slice(0, MOST).split('\n');
  return rows.flatMap((row, i) => (/^\s*#/.test(row) && isCommandBelow(rows, i) ? [row.replace(/^[\s#]+/, '')] : []));
}

/**
 * What stands behind commands of a text, in order, empty for a command with nothing behind it: `a  # if it is full`. A line
 * that goes on in the next one has none.
 */
export function trailingComments(text: string): readonly string[] {
  const rows = text.slice(0, MOST).split('\n');
  return rows.flatMap((row) => {
    if (row.trim() === '' || /^\s*#/.test(row)) return [];
    return [/^[^'"#]*(?:(?:"[^"]*"|'[^']*')[^'"#]*)*\s#+\s+(\S.*)$/.exec(row.slice(0, 400))?.[1] ?? ''];
  });
}

/** What the comment calls the other way: the command below it, where it says "or" and no more. */
function nameOf(rows: readonly string[], { row, i }: { readonly row: string; readonly i: number }): string {
  if (!/^\W*(?:or|alternatively)\W*$/i.test(row)) return row;
  return rows.slice(i + 1).find((next) => next.trim() !== '') ?? row;
}

function isCommandBelow(rows: readonly string[], at: number): boolean {
  const next = rows.slice(at + 1).find((row) => row.trim() !== '');
  return next !== undefined && !/^\s*#/.test(next);
}
