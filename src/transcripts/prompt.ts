import { isKnownCommand } from '../shell/commandWords.ts';
import { lineShape } from './lineShape.ts';

/** A line that begins with the prompt of a shell or console. */
export interface PromptLine {
  readonly kind: 'shell' | 'root' | 'powershell' | 'cmd' | 'console';
  /** Which console, where it is none of a shell: `psql`, `redis`, `python`, ... */
  readonly console?: string;
  /** What was typed after the prompt. */
  readonly command: string;
  /** The prompt itself, to see whether two lines come from the same one. */
  readonly prompt: string;
}

interface Shape {
  readonly pattern: RegExp;
  readonly kind: PromptLine['kind'];
  readonly console?: string;
}

// Each pattern: group 1 is the prompt, group 2 what was typed.
const shapes: readonly Shape[] = [
  { kind: 'powershell', pattern: /^(PS(?: [A-Za-z]:[^>]*|[^>\w][^>]*)?>)\s*(.*)$/ },
  { kind: 'cmd', pattern: /^([A-Za-z]:\\[^>|<]*>)\s*(.*)$/ },
  { kind: 'console', console: 'python', pattern: /^(>>>)(?: (.*))?$/ },
  {
    kind: 'console',
    console: 'ruby',
    pattern: /^(irb(?:\([^)]*\))?(?::\d+)*(?::\d+)?[>*](?: |$)|\[\d+\] (?:pry|\w[\w-]*)\([^)]*\)>)\s*(.*)$/,
  },
  {
    kind: 'console',
    console: 'mysql',
    pattern: /^((?:mysql|MySQL|mariadb|MariaDB)(?: ?(?:\[[^\]]*\]|\([^)]*\)))?>)\s*(.*)$/,
  },
  {
    kind: 'console',
    console: 'redis',
    pattern:
      /^((?:redis )?(?:\d{1,3}(?:\.\d{1,3}){3}|localhost|[\w.-]*redis[\w.-]*):\d+(?:\[\d+\])?>|redis(?:-cli)?>)\s*(.*)$/,
  },
  {
    kind: 'console',
    console: 'mongo',
    pattern: /^((?:[\w.-]+ \[[\w: -]+\] [\w-]+|rs\w*:(?:PRIMARY|SECONDARY)|mongo(?:s|sh)?|test)>)\s*(.*)$/,
  },
  { kind: 'console', console: 'psql', pattern: /^([\w.-]+(?:=|-|\(|'|")(?:>|#))(?: (.*))?$/ },
  {
    kind: 'console',
    console: 'other',
    pattern:
      /^((?:sqlite|SQL|sql|cqlsh(?::\w+)?|influx|etcdctl|ksql|hive|spark-sql|gnatsd|consul|gremlin|ftp|sftp|telnet|zk: [^(]*\([A-Z]+\) \d+|\(gdb\)|\(lldb\)|\(Pdb\)|octave|scala|ghci|iex\(\d+\)|julia|rabbitmq|nft|virsh #?|ceph|rbd|bconsole|\*)>|zk:.*\]|\[zk: [^\]]*\]|\(gdb\)|\(lldb\)|\(Pdb\)|iex\(\d+\)>)\s*(.*)$/,
  },
  { kind: 'root', pattern: /^((?:\([\w.-]+\) ?)?\[?[\w.-]+@[\w.-]+(?:[: ][^\]#$>]*)?\]?\s?#)(?: +(.*))?$/ },
  { kind: 'root', pattern: /^(\[[\w.-]+@[\w.-]+[: ][^\]#$>]*\]#)([a-z./]\S*(?: .*)?)$/ },
  { kind: 'shell', pattern: /^((?:\([\w.-]+\) ?)?\[?[\w.-]+@[\w.-]+(?:[: ][^\]#$>]*)?\]?\s?[$%>])(?:\s+(.*))?$/ },
  { kind: 'root', pattern: /^(-?(?:sh|bash|ash|zsh|dash|ksh)-\d[\w.]*#)\s*(.*)$/ },
  { kind: 'shell', pattern: /^(-?(?:sh|bash|ash|zsh|dash|ksh)-\d[\w.]*\$)\s*(.*)$/ },
  { kind: 'root', pattern: /^((?:~|\/[\w./-]*) #)\s+(.*)$/ },
  {
    kind: 'shell',
    pattern:
      /^((?:~|\/[\w./~-]*|\([\w.-]+\)|\[[\w.@:~/ -]+\]|[\w.-]+:[~/][\w./~-]*(?: [\w.-]+)?|[\w.-]+ ?[~/][\w./~-]*) ?\$)\s+(.*)$/,
  },
  { kind: 'shell', pattern: /^([\w.-]+:[~/][\w./~-]*>)\s+([a-z./].*)$/ },
  { kind: 'shell', pattern: /^(\$>)\s*(.*)$/ },
  { kind: 'root', pattern: /^([\w.-]+:[~/][\w./~-]*(?: [\w.-]+)? ?#)\s+(.*)$/ },
  // `~/src $`, and a folder by its name.
  { kind: 'shell', pattern: /^(~\/[\w./-]+ \$)\s+(.*)$/ },
  { kind: 'shell', pattern: /^([a-z][\w-]+ \$)\s+([a-z./]\S* \S.*|\.{1,2}\/\S+)$/ },
  // The second line of a prompt on two: `└─$ ls`.
  { kind: 'shell', pattern: /^([╰└]─+[$%❯➤>λ])\s*(.*)$/ },
  { kind: 'root', pattern: /^([╰└]─+#)\s*(.*)$/ },
  { kind: 'shell', pattern: /^([a-z][\w.]*(?:-[\w.]+)+ \$)\s+(.*)$/ },
  { kind: 'shell', pattern: /^([A-Za-z][\w.-]*\$)\s+([a-z./~].*)$/ },
  { kind: 'shell', pattern: /^(\[[\w.@:~/-]+\]\$)([a-z][\w-]* .*)$/ },
  { kind: 'shell', pattern: /^(\$)(?:[\s\u00A0]+(.*))?$/ },
  { kind: 'shell', pattern: /^(\$)([a-z][\w-]*(?: .*)?)$/ },
  { kind: 'shell', pattern: /^(%)[\s\u00A0]+((?:[a-z./]|[A-Z_]+=).*)$/ },
  { kind: 'console', console: 'other', pattern: /^(>) (\S.*)$/ },
];

/** Reads the prompt of a line, or undefined. `# ` alone is left to `rootPrompt`: it may as well open a comment. */
export function readPrompt(line: string): PromptLine | undefined {
  const text = line.trimStart();
  if (text === '' || text.length > 4000) return undefined;
  if (ARROW.test(text)) return readArrow(text);
  for (const { pattern, kind, console } of shapes) {
    const match = pattern.exec(text);
    if (!match) continue;
    // `scripts $ ./build`; `echo $ x` is typed itself.
    if (/^[a-z][\w-]+ \$$/.test(match[1]!) && isKnownCommand(match[1]!.slice(0, -2))) continue;
    const typed = (match[2] ?? '').trim();
    const command = /^(?:\.{3}|…)$/.test(typed) ? '' : typed;
    if (match[1] === '$' && /^=/.test(command)) return undefined;
    return { kind, command, prompt: match[1]!, ...(console ? { console } : {}) };
  }
  return undefined;
}

const ARROW = /^[➜❯➤λ»](?:\s|$)/;

/**
 * A prompt of oh-my-zsh, starship and the like: an arrow, then perhaps the folder and the branch. Where neither marks
 * it, a word is the folder only if what follows it is a command and the word itself is none.
 */
function readArrow(text: string): PromptLine | undefined {
  const arrow = text[0]!;
  const rest = text.slice(1).trim();
  const withBranch = /^(\S+\s+(?:on\s+\S+\s+)?(?:git|hg|svn):\([^)]*\)(?:\s*[✗✘✔*±])*)(?:\s+(.*))?$/.exec(rest);
  if (withBranch) return { kind: 'shell', command: (withBranch[2] ?? '').trim(), prompt: `${arrow} ${withBranch[1]}` };
  const shape = lineShape(rest);
  const [, folder, behind] = /^([\w~./-]+)\s+(?:[✗✘✔]\s+)?(\S.*)$/.exec(rest) ?? [];
  const isFolder = folder !== undefined && lineShape(behind!) === 'command' && !isKnownCommand(folder);
  if (isFolder && !/^\.{0,2}\/\S+\.\w+$/.test(folder))
    return { kind: 'shell', command: behind!, prompt: `${arrow} ${folder}` };
  // `➜  Local:   http://localhost:5173/` is what a tool prints.
  const typed = shape === 'command' || shape === 'assignment' || (shape === 'unclear' && /^[a-z./~$][^:]*$/.test(rest));
  return rest === '' || typed ? { kind: 'shell', command: rest, prompt: arrow } : undefined;
}

/** What follows `# `, which is a command at a root prompt or a comment; the caller decides which. */
export function afterHash(line: string): string | undefined {
  return /^\s*#[ \t]+(\S.*)$/.exec(line)?.[1]?.trimEnd();
}
