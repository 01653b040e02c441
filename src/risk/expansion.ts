import type { ShellWord } from '../shell/shellWord.ts';
import { plainWord } from '../programs/call.ts';
import type { Scope } from './scope.ts';

/*
 * What a shell makes of words before a program gets them: braces become several, and a variable, an array or a
 * substitution may turn out to be an option: `sort {-o,file}`, `O='-o file'; sort $O f`, `curl "${args[@]}"`.
 */

/** The words that a program gets, as far as the text tells. */
export interface Expanded {
  readonly words: readonly ShellWord[];
  /** A word may turn into options that cannot be told. */
  readonly open: boolean;
}

const MOST = 64;
const BRACES = /^([^{}'"$`\\]*)\{([^{}'"$`\\]*,[^{}'"$`\\]*)\}([^'"$`\\]*)$/;
const VARIABLE = /^"?\$(?:(\w+)|\{(\w+)(?::?[-=]([^{}]*))?\})"?$/;
/**
 * What makes another text of a value: `${x/y/-ow}`, `${x#y}`, `${x:1}`, `${x,,}`, `${x@E}`, `${x:+-o}`, `${!x}`, `~+`. A word
 * that begins with it may begin with a dash. A length (`${#x}`) is a number.
 */
const SHAPED = /^"?(?:\$\{(?:!\w+|(\w+)(?:\[[^\]]*\])?(?:[/#%^,@]|:(?![-=?])|\+))([^]*)\}|~[+-](?=\/|$))/;

/** All of an array, or of what a function or script was given. */
const LIST = /^"?\$(?:[@*]|\{(?:[@*][^{}]*|\w+\[[^{}]*\][^{}]*)\})"?$/;
const SUBSTITUTION = /^(?:\$\(\s*|`\s*)(?:(?:sudo|command)\s+)?([\w./-]+)/;
/** Names that authors give to what holds options. */
const HOLDS_OPTIONS =
  /(?:^|_)(?:opt(?:ion)?s?|arg(?:ument)?s?|flags?|params?|extra|switch(?:es)?)\d?$|(?:OPTS|ARGS|FLAGS)$/i;
/** Programs that print names, addresses and numbers, none of which begins with a dash. */
export const PRINTS_NAMES =
  /^(?:find|fd|fdfind|ls|locate|git|grep|egrep|fgrep|rg|kubectl|oc|k|docker|podman|nerdctl|crictl|aws|az|gcloud|doctl|pgrep|pidof|seq|ps|lsof|helm|systemctl|dpkg|rpm|head|tail|sort|uniq|awk|gawk|cut|wc|tr|xargs|pwd|hostname|whoami|id|date|which|command|type|dirname|basename|realpath|readlink|mktemp|nproc|uname|uuidgen|minikube|kind|terraform|tofu|ip|hostnamectl|getent|openssl|vault|consul|nomad|jq|yq|tput|stat|df|du|lsblk|blkid|sysctl|virsh|ceph|rook|patronictl|psql|mysql|redis-cli|etcdctl|gh|npm|node|python3?|brew|rbenv|pyenv|nvm|go|cargo|rustc|openstack|pulumi|ansible-inventory|bosh|cf|nmcli|dig|host)$/;
/** Programs that write, send or start something by an option that may stand among the words they are given. */
export const ACTING_OPTIONS =
  /^(?:curl|wget|sort|sed|tar|find|git|rsync|ssh|scp|less|man|tcpdump|openssl|nmap|journalctl|dmesg|sysctl|date|hostname|iconv|shuf|yq|rg|fd|awk|gawk|jq|diff|base64|uniq|xxd|gh|http|https|xh|psql|mysql|python3?|node|perl|ruby)$/;
/** To these an option is a word like others. */
const TAKES_ANY =
  /^(?:echo|printf|test|\[|\[\[|:|true|false|export|local|declare|typeset|readonly|return|exit|cd|sleep|wait|kill|let|expr)$/;

/** Expands the arguments of a call; its program stays as it is. */
export function expandArguments(words: readonly ShellWord[], scope: Scope): Expanded {
  const out: ShellWord[] = [];
  let open = false;
  const program = words[0]?.value.replace(/^.*\//, '') ?? '';
  const any = TAKES_ANY.test(program);
  const acts = ACTING_OPTIONS.test(program);
  for (const [i, word] of words.entries()) {
    if (i === 0 || (word.fixed && !/^~[+-]/.test(word.text))) {
      out.push(word);
      continue;
    }
    const braces = word.splits ? expandBraces(word.text) : undefined;
    if (braces !== undefined) {
      out.push(...braces.map(plainWord));
      continue;
    }
    const known = knownWords(word, scope);
    if (known !== undefined) {
      out.push(...known);
      continue;
    }
    out.push(withKnownValues(word, scope));
    open ||= !any && (mayBeOptions(word) || mayBeShaped(word, scope, acts) || (acts && isTold(word, scope)));
  }
  return { words: out.length > MOST * 8 ? words : out, open: open || out.length > MOST * 8 };
}

/** The words of a variable whose value the text tells, with the one that stands in for it. */
function knownWords(word: ShellWord, scope: Scope): readonly ShellWord[] | undefined {
  const variable = VARIABLE.exec(word.text);
  const name = variable?.[1] ?? variable?.[2];
  if (name === undefined) return undefined;
  const values = [valueOf(name, scope), variable?.[3]].filter((value) => value !== undefined);
  if (values.length === 0) return undefined;
  return word.splits
    ? values.flatMap((value) => value.split(/\s+/).filter(Boolean).map(plainWord))
    : values.map(plainWord);
}

function valueOf(name: string, { variables, shifting }: Scope): string | undefined {
  const value = variables.get(name);
  return value?.fixed === true && !shifting.has(name) && !shifting.has('*') ? value.value : undefined;
}

/** A value that is another variable's: `B=$A`. */
export function throughVariables(word: ShellWord, scope: Scope): ShellWord {
  const variable = VARIABLE.exec(word.text);
  const name = variable?.[1] ?? variable?.[2];
  const told = !word.fixed && name !== undefined && variable?.[3] === undefined && !scope.readings.has(name);
  const value = told ? valueOf(name, scope) : undefined;
  return value === undefined ? word : plainWord(value);
}

/** Values that stand within a word: `"select * from $T"`. */
function withKnownValues(word: ShellWord, scope: Scope): ShellWord {
  const value = word.value.replace(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (all, bare?: string, braced?: string) => valueOf(bare ?? braced!, scope) ?? all,
  );
  return value === word.value ? word : { ...word, value };
}

function mayBeOptions(word: ShellWord): boolean {
  if (LIST.test(word.text)) return true;
  const variable = VARIABLE.exec(word.text);
  if (variable) return HOLDS_OPTIONS.test(variable[1] ?? variable[2]!);
  const [, printer] = SUBSTITUTION.exec(word.text) ?? [];
  return word.splits && printer !== undefined && !PRINTS_NAMES.test(printer.replace(/^.*\//, ''));
}

/** The value is not worked out: it is an option where what stands there, or the value, has a dash, or nobody knows it. */
function mayBeShaped(word: ShellWord, scope: Scope, acts: boolean): boolean {
  const [whole, name, how = ''] = SHAPED.exec(word.text) ?? [];
  if (whole === undefined) return false;
  if (whole.startsWith('~')) return scope.variables.has('PWD') || scope.variables.has('OLDPWD');
  const value = name === undefined ? undefined : valueOf(name, scope);
  if (/-[A-Za-z-]/.test(how) || (value !== undefined && /[-\\]/.test(value))) return true;
  return acts && value === undefined;
}

/** What a function was called with, or what is read from somewhere or taken out of a list that holds options. */
function isTold(word: ShellWord, { shifting }: Scope): boolean {
  const variable = VARIABLE.exec(word.text);
  const name = variable?.[1] ?? variable?.[2];
  return name !== undefined && (/^\d$/.test(name) || shifting.has(name) || shifting.has('*'));
}

/** `a{b,c}d{e,}`: the words that it stands for; undefined where it holds no list or more than can be told. */
function expandBraces(text: string): string[] | undefined {
  if (!BRACES.test(text)) return undefined;
  let words = [text];
  for (let guard = 0; guard < 6 && words.some((word) => BRACES.test(word)); guard++) {
    words = words.flatMap((word) => {
      const [, before, list, after] = BRACES.exec(word) ?? [];
      return list === undefined ? [word] : list.split(',').map((part) => `${before}${part}${after}`);
    });
    if (words.length > MOST) return undefined;
  }
  return words.filter((word) => word !== '');
}

const SETTERS: readonly RegExp[] = [
  /\bselect\s+(\w+)\s+in\b/g,
  // Names and paths are what most loops go through: only a list of options, or one that cannot be told, makes others.
  /\bfor\s+(\w+)\s+in\b(?=[^;\n]*(?:\s-|\$|`|\b(?:rm|touch|remove|delete|drop|add|set)\b))/g,
  /\bread\b((?:\s+-\w+|\s+[A-Za-z_]\w*)+)/g,
  /\bprintf\s+-v\s+(\w+)/g,
  /\b(?:mapfile|readarray)\b((?:\s+-\w+|\s+[A-Za-z_]\w*)+)/g,
  /\bgetopts\s+\S+\s+(\w+)/g,
  /\$\{(\w+):?=/g,
];

/** Names that a text sets by other means than `=`: what they hold when they are used cannot be told. */
export function shiftingNames(text: string): readonly string[] {
  const names = SETTERS.flatMap((setter) =>
    [...text.matchAll(setter)].flatMap((match) => match[1]!.split(/\s+/).filter((name) => /^[A-Za-z_]/.test(name))),
  );
  if (/\bgetopts\b/.test(text)) names.push('OPTARG');
  return /\b(?:declare|typeset|local)\s+-\w*n/.test(text) ? [...names, '*'] : names;
}
