/*
 * Labels of a word or two of which one holds: "npm", "yarn"; "v1", "v2"; "Single-node cluster", "Multi-node cluster".
 */

interface Chosen {
  readonly kind: string;
  readonly name: string;
}

/** Names of which a machine or a project has one; the first group is what they are names of. */
const ONE_OF: readonly (readonly [kind: string, names: RegExp])[] = [
  ['packages', /^(?:npm|npx|yarn|pnpm|pnpx|bun|bunx|deno)$/],
  ['python', /^(?:pip|pipx|poetry|uv|pipenv|conda|mamba)$/],
  ['build', /^(?:mvn|maven|gradle)(?: wrapper)?$/],
  ['shell', /^(?:bash|sh|zsh|fish|ksh|tcsh|powershell|pwsh|cmd(?:\.exe)?)$/],
  ['init', /^(?:systemd|systemctl|sys-?v(?: ?init)?|init\.d|upstart|openrc|runit|s6|launchd)$/],
  ['system packages', /^(?:apt(?:-get)?|yum|dnf|zypper|pacman|apk|brew|homebrew|choco(?:latey)?|winget|snap)$/],
  ['manifests', /^(?:helm(?: charts?)?|(?:plain |raw |yaml |kubernetes )*manifests?|kustomize)$/],
  ['hand', /^(?:cli|command line|manual(?:ly)?|by hand|automatic(?:ally)?|automated|scripted)$/],
  ['containers', /^(?:docker|podman|nerdctl)$/],
  [
    'architecture',
    /^(?:x86(?:[_-]64)?|amd64|x64|i386|i686|arm(?:64|hf|v\d\w*)?|aarch64|intel|apple silicon|ppc64le|s390x|riscv64)$/,
  ],
];
const BY = /^(?:(?:with|using|via|on|for|under|by|in)\s+)?(?:the\s+)?/i;

/** Two sides of one thing: of two labels, one is on each. */
const SIDES: readonly (readonly [kind: string, one: RegExp, other: RegExp])[] = [
  [
    'outcome',
    /^(?:on|upon|in case of|after) (?:a )?success$|^(?:it |this |that )?succeeds$/,
    /^(?:on|upon|in case of|after) (?:an? )?(?:failure|error)$|^(?:it |this |that )?fails$/,
  ],
  [
    'time',
    /^(?:the )?(?:very )?(?:first (?:time|run|install(?:ation)?|deployment|start)|initial (?:run|install(?:ation)?|deployment|setup)|fresh (?:install(?:ation)?s?|clusters?)|new (?:install(?:ation)?s?|clusters?|deployments?))$/,
    /^(?:(?:any|all|every) )?(?:subsequent|later|following|other|existing|already existing|next|further) (?:times?|runs?|install(?:ation)?s?|deployments?|starts?|clusters?)$/,
  ],
  [
    'preference',
    /^(?:the )?(?:preferred|recommended)(?: (?:way|method|approach|option|path|procedure))?$/,
    /^(?:the |a |as (?:a )?)?(?:fallback|fall-back|last resort|not recommended|alternative|emergency)(?: (?:way|method|approach|option|path|procedure))?$/,
  ],
  [
    'version',
    /^(?:newer|later|higher) than (?:version )?v?\d[\w.]*$/,
    /^(?:older|earlier|lower) than (?:version )?v?\d[\w.]*$/,
  ],
  [
    'nodes',
    /^(?:single|standalone)(?:[- ](?:node|instance|server|host|mode))?(?: (?:setup|installation|deployment))?$/,
    /^(?:cluster(?:ed)?|ha|high[- ]availability|distributed|multi-?node|replica set)(?:[- ]mode)?(?: (?:setup|installation|deployment))?$/,
  ],
  ['size', /^single[- ](.+)$/, /^multi(?:ple)?[- ](.+)$/],
  ['extent', /^small(?:er)? (.+)$/, /^(?:large|big)(?:r|ger)? (.+)$/],
];

/** "Rolling restart (preferred)", "Full restart – last resort": what stands behind says which is taken first. */
const RANK =
  /\S\s*(?:\(\s*|\s[–—-]\s+)(?:the )?(?:(preferred|recommended|default|first choice)|((?:as )?(?:an? |the )?(?:last resort|fall-?back|second choice|alternative|not recommended|if all else fails)))(?: (?:way|method|approach|option|path|procedure|choice))?\s*\)?[\s:.]*$/i;

/** How one and the same thing is done; a full backup and an incremental one both have their turn. */
const MANNER =
  /^(?:an? |the )?(?:(hot|cold|logical|physical|online|offline) (backup|dump|snapshot)|(hot|cold|warm|full|partial|point[- ]in[- ]time|online|offline|in[- ]place|rolling|planned|unplanned|manual|automatic|automated) (restore|restoration|recovery|upgrade|failover|switch-?over|install(?:ation)?|migration|resync))$/;

/** What has happened, and to which of several. */
const STATE =
  /^(?:the |a )?(primary|secondary|replica|standby|leader|follower|master|slave|worker|controller|control plane|broker)(?: node| server| host| instance)? (?:is )?(lost|down|dead|failed|failure|fails|crashed|crashes|unreachable|unavailable|outage|full|missing|stuck)$/;

/** Products that are known by their version: "Redis 6", "Redis 7". */
const PRODUCT =
  /^(redis|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|elasticsearch|opensearch|kafka|python|php|ruby|java|jdk|go|rails|django|ubuntu|debian|centos|rhel|fedora|rocky(?: linux)?|kubernetes|k8s|helm|terraform|openshift|rabbitmq|ceph|cassandra|vault|consul|nomad|airflow|gitlab|jenkins|keycloak|angular|react|vue|java ?script|api|windows(?: server)?) v?(\d+(?:\.[\dx]+)*)$/;
const BARE_VERSION = /^v\d+(?:\.[\dx]+)*$/;

/** What a short label chooses, and of what kind that is; undefined where it may have its turn. */
export function shortLabel(label: string): Chosen | undefined {
  const rank = RANK.exec(label.slice(0, 120));
  if (rank) return { kind: 'rank', name: rank[1] === undefined ? rank[2]!.toLowerCase() : 'preferred' };
  const said = label
    .replace(/\([^()]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  if (said === '' || said.length > 60) return undefined;
  const name = said.replace(BY, '');
  const tool = ONE_OF.find(([, names]) => names.test(name));
  if (tool) return { kind: tool[0], name };
  for (const [kind, one, other] of SIDES) {
    const found = one.exec(said) ?? other.exec(said);
    if (found) return { kind: `${kind} ${objectOf(found[1])}`, name: one.test(said) ? 'one' : 'other' };
  }
  const manner = MANNER.exec(said);
  if (manner) return { kind: `manner ${manner[2] ?? manner[4]!}`, name: manner[1] ?? manner[3]! };
  const state = STATE.exec(said);
  if (state) return { kind: `state ${state[2]!}`, name: state[1]! };
  if (BARE_VERSION.test(said)) return { kind: 'bare version', name: said };
  const product = PRODUCT.exec(name);
  return product ? { kind: `version of ${product[1]!}`, name: product[2]! } : undefined;
}

/** "node cluster", "node clusters", "cluster": by its last word. */
function objectOf(words = ''): string {
  return words.split(' ').at(-1)!.replace(/s$/, '');
}

/** By index: comments of which one holds, by the names of tools alone: "# systemd", "# sysvinit". */
export function toolComments(texts: readonly string[]): number[][] {
  const groups: { readonly kind: string; readonly all: number[] }[] = [];
  const tools = new Set(ONE_OF.map(([kind]) => kind));
  texts.forEach((text, at) => {
    const chosen = shortLabel(text.replace(/[\s:]+$/, ''));
    if (chosen === undefined || !tools.has(chosen.kind)) return;
    const group = groups.at(-1);
    if (group?.kind === chosen.kind && group.all.at(-1) === at - 1) group.all.push(at);
    else groups.push({ kind: chosen.kind, all: [at] });
  });
  return groups.filter(({ all }) => all.length > 1).map(({ all }) => all);
}
