import { isCmdlet, isKnownCommand, isShellKeyword } from '../shell/commandWords.ts';

/** What a line looks like on its own, without its neighbours. */
export type LineShape = 'empty' | 'comment' | 'command' | 'assignment' | 'output' | 'prose' | 'unclear';

const outputShapes: readonly RegExp[] = [
  /^[IWEF]\d{4} \d\d:\d\d:\d\d/, // klog
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d/,
  /^\d\d:\d\d:\d\d[.,]\d{3,}\s/,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[, ]/,
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} \d\d:\d\d/,
  /^(?:\w+=(?:"[^"]*"|\S+) ){2,}/, // logfmt
  /^(?:level|ts|time|msg)=/,
  /^[A-Z][A-Z0-9_()%/-]*(?: [A-Z()%/-]+)*(?:\s{2,}[A-Z][\w()%/-]*(?: [\w()%/-]+)*){1,}\s*$/, // a table's head
  /^[A-Z]{2,}\s+(?:READY|STATUS|AGE|VERSION|TYPE|ROLES|NAMESPACE)\b/,
  /^[-=+*_~|# ]{4,}$/,
  /^(={3,}|-{3,}|\*{3,}) .*\S ?\1/, // a heading that a program printed
  /^\+[-+=]+\+$/,
  /^\|.*\|$/,
  /^\(\d+ rows?\)/,
  /^(?:total \d+|[-dlbcps][rwxsStT-]{9}[.+@]? )/,
  /^HTTP\/[\d.]+ \d{3}/,
  /^(?:error|err|warning|fatal|panic|exception|traceback|caused by|failed|failure|info|debug|warn|note)\b.*:/i,
  /^(?:Error|Warning|Failed|Unable|Cannot|Could not|Successfully|Created|Updated|Deleted|Applied|Upgraded|Using|Pulling|Downloading|Installing|Starting|Stopping|Running|Waiting|Connecting|Connected|Reading|Loading|Processing|Checking|Defaulted|Saved|Done|OK|Removing|Your|The|This|You|No resources|Welcome|Last login|Active:|Loaded:|Main PID)\b/,
  /^[\w./-]+ (?:created|configured|unchanged|deleted|patched|scaled|labeled|annotated|cordoned|uncordoned|evicted|restarted|unlabeled|drained|edited|rolled back)(?: \(.*\))?$/,
  /^\s+at [\w$.<>]+\(/,
  /^[{}[\]](?:\s*,)?$/,
  /^\{?"[^"]+"\s*:/,
  /^[{[].*[}\]],?$/,
  /^<\?xml|^<\/?[a-z][\w:-]*(?: [\w:-]+="[^"]*")*\/?>/i,
  /^[A-Z][\w ()/.-]{1,40}:(?:\s{1,}\S.*)?$/, // `Name:   web-1`
  /^[a-z][\w.-]*:(?:\s+\S.*)?$/, // `status: ok`
  /^[\w.-]+\/[\w.-]+\s+\d+\/\d+\s/,
  /^\S+\s+\d+\/\d+\s+[A-Z]\w+/, // `web-1   0/1   Pending`
  /^\d+(?:\.\d+)*(?:\/\d+)?(?:\s+\S+)*$/,
  /^[\w./~-]+ -> [\w./~-]+$/, // what a link points to
  /^\d+: [\w.@-]+: </, // `ip addr`
  /^[a-z][\w./-]* "[^"]+" (?:created|configured|unchanged|deleted|patched|scaled|exposed|edited|replaced|started)$/,
  /^(?:\S+\s{2,}){2,}\S+/,
  /^\S+\t+[^\t]+\t+\S/,
  /^[●○×✓✔✗✘‼❌✅├└│┌┐┘┴┬─╭╰█▶⚠ℹ]/u,
  /^Filesystem\s|^tcp\d?\s|^udp\d?\s|^PING \S+ \(|^\d+ bytes from|^\d+ packets transmitted/,
  /^\S+ \([\w -]+\):\s/, // `module.web (remote-exec): fatal: ...`
  /^[A-Za-z][\w ()[\]./#-]{0,40}? +: \S/, // `flags    : Supplemental`
  /^[➕➖✚🔹🔸•▪◦➡]/u,
  /^-- .* --$/,
  /^[A-Z][a-z]+(?:ing|ed)\b(?![-/.=])/, // `Deleting cluster "x" ...`
  /^(?:Now|Already|Still|Now is|Switched|Context|Logged|Enter|Press|Please|Are you sure|Do you want)\s[a-z]/,
  /^[A-Z][\w '"()-]*(?:\.{3}|…)$/,
  /^[A-Z][A-Z_-]+(?: +[A-Z][A-Z_-]+)+$/, // a table's head with narrow columns
  /^\d[\d.:T_-]*(?:;[^;\s]*)+$/, // a row with semicolons between: `2024-03-11;1;2`
  /^[\w.:/-]+,(?: [^,]*,)+ ?[^,]*$/, // rows with commas between
  /^(?:\(\d{1,2}\)|\[\d{1,2}\]|\d{1,2}\))\s+\S/, // what a menu offers
  /^[+~](?! ?[#$%])\s+\S|^(?:-\/\+|\+\/-|<=|=>)\s+\S/, // what a plan adds or changes, what `set -x` traces
  /^(?![A-Za-z]:\\)[\w./@+-]*:\d[\w.:-]*\s+\S|^[\w./-]+\[\w+\]:\s/, // `x.c:5:5: error: ...`, `b3:00.1 Ethernet ...`, `make[1]: ...`
  /^[^"'`$|]*\s\|\s+\d[\d:.,/%-]*\s*(?:\||$)/, // cells: nothing is piped into a number
  /^\.\.\.$|^…$|^<snip>|^\[\.\.\.\]$|^\[?(?:truncated|output omitted|snip)\]?/i,
];

/** What programs print that begins with the name of a program, or with a mark of the shell. */
const capturedShapes: readonly RegExp[] = [
  /^`\s*<\/?[a-z][\w:-]*(?:\s+[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'>]+))*\s*\/?>[^`]*`[.,;]?$/i, // HTML in back-ticks
  /^[a-z][\w.-]*\/[\w.-]+ (?:created|configured|unchanged|deleted|patched|scaled|labeled|annotated|cordoned|uncordoned|evicted|restarted|unlabeled|drained|edited|exposed|replaced|condition met|rolled back)(?: \(.*\))?$/,
  /^top - \d/,
  /^[a-z]\w*(?: {2,}[a-z]\w*){2,}$/, // a table's head in small letters: `id  pool  image`
  /^\[ [A-Z][\w ().&/+,-]* \]$/, // a box of a diagram
  /^[a-z][\w.-]*[-_]\d+\s+\| /i, // a log of `docker compose`: `web_1  | GET /`
  /^(?!(?:echo|printf|logger|wall|print|say|grep)\s)[a-z][\w-]* (?:fatal )?(?:error|warning|exception|note)(?: \d+)?: /i,
  /^(?!(?:echo|printf|logger|wall|print|say|grep)\s)[a-z][\w-]* (?:Done|Finished|Complete|Completed)[.!]$/,
  /^(?!(?:echo|printf|cat|tee)\s)[a-z][\w-]* - [A-Z]/, // a program's name and what it is
  /^(?:successfully|failed to|unable to|could not|cannot)\s/,
  // A mark in brackets: what stands behind those of a test is another command.
  /^\[\s*[\w.%/ -]*\s*\]\s+(?![|&;]|\d?>)\S/,
  /^[a-z][\w-]* (?:version |v)\d+\.\d/i,
  /^[a-z][\w-]* (?!\d{1,3}(?:\.\d{1,3}){3}$|\S+\.(?:tar|t?gz|zip|rpm|deb|Z|xz|bz2|jar|img|iso|qcow2|sql|dump|sh)(?:\.\w+)?$)\d+\.\d[\d.]*(?:[-+~][\w.+-]*)?(?:\s*\(.*)?$/,
  /^(?:host|service|node|pod|container|mount|time|unit) \S+ (?:is|was|has|not|does|could)\b/i,
  /^\S+ on \/\S* type \w+ \(/,
  /^[a-z][\w-]*(?:\[\d+\])?: (?:\S+ )*(?:\*\*\*|command not found|No such file|permission denied|error|listening on)/i,
  /^\S+\(\d+\)\s+[A-Z]/, // a manual page's head
  /^(?:real|user|sys)\s+\d+(?:m\d|\.\d)/, // what `time` sums up
  /\d(?:\.\d+)?s user \S+s system /,
  /^(?:local|host(?:no)?(?:ssl|gssenc)?)\s+\S+\s+\S+\s+(?:\S+\s+)*(?:trust|reject|md5|scram-sha-256|peer|ident|cert|password|gss|sspi|ldap|pam|radius)\b/, // pg_hba.conf
];

/** `(set -o pipefail && ...`: a sub-shell; `(see below)` is prose in brackets. */
function opensGroup(line: string): boolean {
  if (!/^\(+\s*[A-Za-z./$]/.test(line)) return false;
  const inner = line.replace(/^[(\s]+/, '');
  if (isProse(inner.replace(/\)+$/, ''))) return false;
  // Closed at once with words behind it is a list's mark, as in `(a) cd into it`.
  return !/^[^()]*\)\s*[A-Za-z]/.test(inner) && /\s/.test(inner);
}

const stopWord =
  /(?:^|\s)(?:the|a|an|is|are|was|were|be|been|to|of|and|or|this|that|these|those|you|your|we|it|its|has|have|had|with|for|from|should|will|would|can|could|may|must|not|if|when|then|which|please|there|but|by|as|at|on|in)(?=\s|[.,;:!?]|$)/gi;

/** Reads as an English sentence: several of the small words, no options. */
export function isProse(text: string): boolean {
  const words = text.trim().split(/\s+/);
  if (words.length < 3) return false;
  const small = text.match(stopWord)?.length ?? 0;
  const code = text.match(/(?:^|\s)--?\w|[|$={}<>\\]|\w\/\w|"/g)?.length ?? 0;
  return small >= 1 && small / words.length >= 0.18 && code <= small / 2;
}

const assignment = /^(?:export |set |local |declare (?:-\w+ )?|readonly )?[A-Za-z_][A-Za-z0-9_]*\+?=(?!=)(?:\S|$)/;

/** The first word that a shell would run: after assignments, `sudo` and the like stay. */
export function commandWord(line: string): string {
  const rest = line.trim().replace(/^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"']*)\s+)+/, '');
  return /^[^\s;|&()]+/.exec(rest)?.[0] ?? '';
}

/** The keys to press, the end of a line that waits: nothing that a shell runs. */
export function isKeyPress(line: string): boolean {
  return /^\s*(?:\^[A-Z]|<?(?:ctrl|control|cmd|alt|esc)\s*[+-]\s*(?:shift\s*[+-]\s*)?\w>?)\s*$/i.test(line);
}

/**
 * The shape of a whole command: a group or sub-shell that stands open on its first line is what the lines in it are.
 * JSON opens the same way, but holds no command.
 */
export function commandShape(lines: readonly string[], first: number, last: number): LineShape {
  const head = lines[first]!.trim();
  if (last === first || !/^[{(]$/.test(head)) return lineShape(head);
  const inner = lines.slice(first + 1, last).find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (inner === undefined || !/^[})]/.test(lines[last]!.trim())) return lineShape(head);
  const shape = lineShape(inner);
  const typed = shape === 'unclear' && /^[a-z./][\w./-]*(?:\s+[^\s:=,].*)?$/.test(inner.trim());
  return shape === 'command' || shape === 'assignment' || typed ? 'command' : lineShape(head);
}

/** Without the remark behind a command, whose words say nothing of what stands before it. */
export function withoutRemark(line: string): string {
  const at = line.search(/\s#\s/);
  if (at <= 0) return line;
  const before = line.slice(0, at).trimEnd();
  const quotes = before.replace(/\\./g, '').match(/['"`]/g)?.length ?? 0;
  return quotes % 2 === 0 && /^(?:[A-Za-z_]\w*=\S* )*[a-z./~$][^\s:]*(?:\s|$)/.test(before) ? before : line;
}

/** Looks at one line; `strict` asks for a known program rather than anything that could be one. */
export function lineShape(raw: string): LineShape {
  const whole = raw.trim();
  if (whole === '') return 'empty';
  if (/^#(?!!)/.test(whole)) return 'comment';
  // `VERSION=     # such as v1.2`: left for the reader to fill in.
  // Base64 ends with `=` as well.
  if (/^(?:(?:export |set )[A-Za-z_]\w*|[A-Z][A-Z0-9_]{0,40})=(?:\s+#.*)?$/.test(whole)) return 'assignment';
  const line = withoutRemark(whole);
  // Base64: a key or a token that was printed, not an assignment.
  if (/^[A-Za-z0-9+/_-]{60,}={0,2}$/.test(line)) return 'output';
  if (capturedShapes.some((shape) => shape.test(line))) return 'output';
  if (opensGroup(line)) return lineShape(line.replace(/^[(\s]+/, ''));
  // `{rm,-rf,x}`: words in braces that a shell takes apart; `select` of a shell, not of SQL.
  if (/^\{[\w./-]+(?:,[\w./~*-]+)+\}(?:\s|;|$)/.test(line) || /^select \w+ in .*;\s*do\b/.test(line)) return 'command';
  if (isDataPath(line)) return 'output';
  const word = commandWord(line);
  if (/^[A-Za-z_]\w*=\S* \S/.test(line) && word !== '' && looksRun(word, line)) return 'command';
  if (assignment.test(line) && !/^(?:level|ts|time|msg)=/.test(line) && !/^\w+=\S* \w+=\S* \w+=/.test(line)) {
    return /^[A-Za-z_]\w*=\s/.test(line) ? 'unclear' : 'assignment';
  }
  if (looksRun(word, line)) return 'command';
  if (outputShapes.some((shape) => shape.test(line))) return 'output';
  if (isProse(line)) return 'prose';
  return 'unclear';
}

/** A path and nothing else, to what no system runs: `/var/lib/app/1234.conf`. */
function isDataPath(line: string): boolean {
  return /^[~.]{0,2}\/\S+\.(?:conf|cfg|ini|cnf|log|txt|ya?ml|json|toml|xml|key|pem|crt|cer|csr|p12|jks|db|sql|csv|service|rules|list|te?xt|md|lock|pid|sock|gz|zip|bak)$/.test(
    line,
  );
}

function looksRun(word: string, line: string): boolean {
  if (isShellKeyword(word))
    return word !== '{' && word !== '[' && word !== ':' ? /\s|;/.test(line) : / \]|^\{ \w/.test(line);
  if (isCmdlet(word)) return true;
  if (/^\$\(|^`/.test(line)) return true;
  if (/^(?:\.{1,2}|~)\/[\w./-]+$/.test(word) || /^<[\w -]+>\/bin\//.test(line)) return true;
  // `ops/scale.sh web 3`, but not `ops/scale.sh | 12 ++--`, as git sums changes up.
  if (/^[\w.-]+(?:\/[\w.-]+)+\.(?:sh|bash|py|rb|pl)$/.test(word)) return /^\S+ (?![\s|])/.test(line);
  if (/^\/(?:usr|bin|sbin|opt|etc|var|home|root|srv|data)\/[\w./-]*\w$/.test(word)) return !/^\S+(?::| -> )/.test(line);
  if (!isKnownCommand(word)) return false;
  const rest = line.slice(line.indexOf(word) + word.length).trim();
  // `time: 12`, `host   = x`, `date                 status`, and sentences that begin with a program's name.
  if (/^[:=](?:\s|$)|^[:,]/.test(rest) || /^\S*:$/.test(word)) return false;
  if (/^\d+\s{2,}/.test(rest)) return false;
  if (/\s{3,}\S+\s{3,}/.test(rest) && !/[|\\'"]/.test(rest)) return false;
  return !(isProse(line) && /[.:]$|^[A-Z]/.test(line) && !/\s--?\w/.test(line));
}
