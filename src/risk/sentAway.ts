import type { ShellInput } from '../shell/calls.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import { leadsElsewhere } from './serverNamed.ts';
import type { Scope } from './scope.ts';

/*
 * What a program of the network is given goes to the host that the page names: with `curl "http://h/?k=$(cat file)"` or
 * `ping $(hostname).h` the content of the user's files leaves the machine, though nothing here is changed.
 */

const SENDS =
  /^(?:curl|wget|wget2|http|https|xh|xhs|httpie|aria2c|lynx|w3m|links|elinks|grpcurl|websocat|wscat|dig|drill|kdig|delv|nslookup|host|ping|ping4|ping6|fping|hping3|nping|arping|mtr|traceroute|traceroute6|tracepath|whois|nc|ncat|netcat|socat|telnet|nmap|ssh|sftp|ftp|finger)$/;
const GIT_REMOTE = /^(?:ls-remote|fetch|clone)$/;

/** A time, and numbers. */
const TELLS_NOTHING =
  /\$\(\s*(?:date(?:\s+(?:-u|--utc|-d\s*|--date=)?(?:['"]?[\w+%:. -]+['"]?)?)?|seq\s[\d\s]+|uuidgen|nproc)\s*\)|\$\(\([^()]*\)\)/g;
/** Prints one address, or what a file has: as the whole host it goes nowhere else. */
const ADDRESS = [
  String.raw`minikube(?:\s+-p\s+[\w-]+)?\s+ip`,
  String.raw`(?:hostname(?:\s+-[fisI])?|uname\s+-n)(?:\s*\|\s*(?:awk\s+'\{\s*print \$1\s*\}'|cut\s+-d\s*' '\s+-f\s*1))?`,
  String.raw`cat\s+[\w./~-]+`,
  String.raw`(?:kubectl|oc)(?:\s+-n\s+[\w-]+)?\s+get\s+(?:svc|services?|ing|ingress|nodes?|pods?|routes?)[\s/][\w/.-]+(?:\s+-n\s+[\w-]+)?\s+-o\s*=?jsonpath=(['"]?)\{[^{}"'$]*\}\1(?:\s+-n\s+[\w-]+)?`,
  String.raw`docker\s+inspect\s+(?:-f|--format)[\s=]'(?:\{\{[\w.\s]*\}\})+'\s+[\w-]+`,
];
const OWN_ADDRESSES = ADDRESS.map((address) => new RegExp(`^"?\\$\\(\\s*${address}\\s*\\)`));
/** The whole host, as a substitution or as a variable. */
const HOST = /^(["']?(?:\w+:\/\/)?)(?:(?=\$\()|\$(?:(\w+)|\{(\w+)\})(?=["']?(?:[:/?]|$)))/;
const LOCAL = /^(?:[a-z]+:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/?#]|$)/i;
/** These lead what is for one host to another. */
const LED_ELSEWHERE =
  /^(?:-[a-zA-Z#]*x|--(?:pre)?proxy\d?.*|--socks.*|--resolve.*|--connect-to.*|--url.*|-[a-zA-Z]*e|--execute.*|-[a-zA-Z#]*L[a-zA-Z]*|--location.*|--base.*|-J.*|-W.*)$/;

/** Whether a call sends away what stands in files, is told by other programs or in the environment. */
export function sendsAway(name: string, words: readonly ShellWord[], input: ShellInput, scope: Scope): boolean {
  const args = words.slice(1);
  if (leadsElsewhere(name, args)) return true;
  if (name === 'git' ? !args.some(({ value }) => GIT_REMOTE.test(value)) : !SENDS.test(name)) return false;
  if (staysHere(name, args)) return false;
  if (sendsInput(name, args) && isTelling(input)) return true;
  return args.some(({ text }) => tells(text, scope, 0)) || sendsFile(name, args, scope);
}

/** Whether what is piped into it or read from a file goes over the network. */
function sendsInput(name: string, args: readonly ShellWord[]): boolean {
  const values = args.map(({ value }) => value);
  if (name === 'curl')
    return values.some(
      (value, i) =>
        /^(?:-[a-zA-Z#]*H|--(?:proxy-)?header=?)@(?:-|\/dev\/(?:stdin|fd\/0))$/.test(value) ||
        (/^@(?:-|\/dev\/(?:stdin|fd\/0))$/.test(value) &&
          /^(?:-[a-zA-Z#]*H|--(?:proxy-)?header)$/.test(values[i - 1] ?? '')),
    );
  if (name === 'grpcurl')
    return values.some((value, i) => /^-d=?@$/.test(value) || (value === '@' && values[i - 1] === '-d'));
  if (/^(?:nslookup|host)$/.test(name)) return values.includes('-') || values.length === 0;
  if (name !== 'ssh') return false;
  const host = values.findIndex(
    (value, i) => !value.startsWith('-') && !/^-[a-zA-Z]*[bcDEeFIiJLlmOopQRSWw]$/.test(values[i - 1] ?? ''),
  );
  return READS_INPUT.test(
    values
      .slice(host + 1)
      .join(' ')
      .trim(),
  );
}

/** A remote command that does nothing but read what it is sent. */
const READS_INPUT =
  /^(?:cat|wc|head|tail|sort|uniq|md5sum|sha\d+sum|base64|xxd|od|hexdump|strings|nl|rev|cksum)(?: +-[\w-]*(?: +\d+)?)*$/;

/** What another program prints, or a file holds: neither a text of the page nor nothing. */
function isTelling(input: ShellInput): boolean {
  if (input.kind === 'file') return input.file.value !== '/dev/null';
  return (
    input.kind === 'pipe' &&
    !input.from.every(({ words: [first] }) => /^(?:echo|printf|:|true)$/.test(first?.value ?? ''))
  );
}

/** Only to this machine. */
function staysHere(name: string, args: readonly ShellWord[]): boolean {
  if (!/^(?:curl|wget2?|https?|xhs?)$/.test(name)) return false;
  const values = args.map(({ value }) => value);
  const hosts = values.filter((value) => /^[a-z]+:\/\//i.test(value) || LOCAL.test(value));
  return (
    hosts.length > 0 && hosts.every((value) => LOCAL.test(value)) && !values.some((value) => LED_ELSEWHERE.test(value))
  );
}

function tells(text: string, scope: Scope, depth: number): boolean {
  if (!/[$`<>]/.test(text)) return false;
  const open = text.replace(/'[^']*'/g, (quoted, at: number) => (isWithin(text, at) ? quoted : "''"));
  const left = withoutHost(open, scope).replace(TELLS_NOTHING, '');
  if (/\$\(|\$\{\s|(?<!\\)`|[<>]\(/.test(left)) return true;
  if (depth > 3) return false;
  return [...left.matchAll(/\$\{?!?(\w+)/g)].some(([, name]) => {
    const value = scope.variables.get(name!);
    return value !== undefined && !value.fixed && tells(`x${value.text}`, scope, depth + 1);
  });
}

function withoutHost(text: string, scope: Scope): string {
  const [whole, before = '', bare, braced] = HOST.exec(text) ?? [];
  if (whole === undefined) return text;
  const name = bare ?? braced;
  const printed = name === undefined ? text.slice(before.length) : (scope.variables.get(name)?.text ?? '');
  for (const address of OWN_ADDRESSES) {
    const [own] = address.exec(printed) ?? [];
    if (own === undefined) continue;
    if (name !== undefined) return /^"?$/.test(printed.slice(own.length)) ? before + text.slice(whole.length) : text;
    const rest = printed.slice(own.length);
    if (/^["']?(?:[:/?]|$)/.test(rest)) return before + rest;
  }
  return text;
}

/** Single quotes within double ones or a substitution quote nothing. */
function isWithin(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return /\$\([^)]*$/.test(before) || (before.match(/(?<!\\)"/g) ?? []).length % 2 === 1;
}

const CURL_DATA = /^(?:-[a-zA-Z#]*d|--data(?:-ascii|-binary|-urlencode)?|--json|--url-query)$/;
const CURL_PLAIN = /^(?:-[a-zA-Z#]*[HF]|--header|--proxy-header|--form)$/;

/** `@FILE` and the like: the program itself reads the file. */
function sendsFile(name: string, args: readonly ShellWord[], scope: Scope): boolean {
  const values = args.map(({ value }) => value);
  if (name === 'curl') {
    const own = args.some(({ text }) => isOwnHost(text, scope));
    return values.some((value, i) => curlSends(value, values[i + 1] ?? '', own));
  }
  if (/^(?:https?|xhs?|httpie)$/.test(name)) return values.some((value) => /^[^/@\s]+(?:==|:)@/.test(value));
  // Each line of the file is asked for.
  if (/^(?:dig|kdig|drill)$/.test(name)) return values.some((value) => /^-f(?!ormat)/.test(value));
  if (name === 'nmap') return values.some((value) => /^-iL/.test(value));
  if (/^wget2?$/.test(name)) return values.some((value) => /^(?:-[a-zA-Z]*i|--input-file(?:=.*)?)$/.test(value));
  return false;
}

function curlSends(word: string, next: string, own: boolean): boolean {
  const [, long = word, joined] = /^(--[\w-]+)=([^]*)$/.exec(word) ?? [];
  const [, short = long, attached] = joined === undefined ? (/^(-[dHbF])([^]+)$/.exec(word) ?? []) : [];
  const value = joined ?? attached ?? next;
  if (long === '--variable') return /^%|@/.test(value);
  if (/^(?:-[a-zA-Z#]*b|--cookie)$/.test(short)) return value !== '' && !value.includes('=') && !/^\$/.test(value);
  // A query that lies beside the page, for a host that the user names.
  if (own && CURL_DATA.test(short) && /^@\w[\w-]*\.\w+$/.test(value)) return false;
  // Of standard input it is told elsewhere what it holds.
  if (CURL_DATA.test(short))
    return short.endsWith('urlencode') || short === '--url-query'
      ? /^[^=]*@(?!-$)/.test(value)
      : /^@(?!-$)/.test(value);
  return CURL_PLAIN.test(short) && (/F$|form$/.test(short) ? /=[@<](?!-$)/.test(value) : /^@(?!-$)/.test(value));
}

/** `$ES_URL/_search`, where the page doesn't say what that is. */
function isOwnHost(text: string, scope: Scope): boolean {
  const [, , bare, braced] = HOST.exec(text) ?? [];
  const name = bare ?? braced;
  return name !== undefined && !scope.variables.has(name);
}
