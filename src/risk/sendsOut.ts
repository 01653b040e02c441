import { readCurl } from '../programs/http.ts';
import { readCalls, type ShellCall } from '../shell/calls.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import { programName } from './programName.ts';
import type { Scope } from './scope.ts';

/*
 * Calls that only ask over the network, and hand out what stands on this machine as they ask: a file, the environment or a
 * secret in the address, a header or a name to look up. Whoever wrote the page would get it.
 */

const ASKS =
  /^(?:curl|wget2?|https?|httpie|xhs?|axel|aria2c|lynx|w3m|links|dig|kdig|delv|drill|dog|doggo|q|host|nslookup|resolvectl|ping6?|fping|hping3|traceroute6?|tracepath6?|mtr|whois|nc|ncat|netcat|telnet|grpcurl|websocat|wscat|nmap|snmpget|snmpwalk)$/;
const ADDRESS = /(?:https?|ftps?|wss?|git):\/\//i;

/** Programs whose answer tells nothing of the user's files, environment or secrets. */
const HARMLESS =
  /^(?:hostname|uname|date|whoami|id|uuidgen|nproc|arch|logname|tty|seq|expr|basename|dirname|pwd|which|type|mktemp|sw_vers|lsb_release|kubectl|oc|k|helm|docker|podman|nerdctl|crictl|docker-compose|minikube|kind|k3d|multipass|vagrant|terraform|tofu|aws|gcloud|az|doctl|hcloud|nomad|consul|heroku|fly|flyctl|juju|ip|ifconfig|route|ss|netstat|nmcli|pgrep|pidof|host|dig|nslookup|drill|curl|systemctl|virsh|lxc|incus|:|true|test|\[)$/;
const TELLS_SECRETS =
  /\b(?:secrets?|secretsmanager|config view|configure|get-session-token|assume-role|get-login-password|get-parameters?|keyvault|print-(?:access|identity)-token|get-access-token|create token|token|credentials?|export-credentials|env|printenv|cat|--from-file|list-keys|show-passwords?)\b/i;
const NAMES_ONLY = /^git (?:-C \S+ )?(?:rev-parse|describe|branch|symbolic-ref|merge-base|rev-list|tag)\b/;
const PASSES = /^(?:sudo|doas|command|builtin|env|nice|time|timeout|exec)$/;
/** Tokens of a cloud, to that cloud. */
const OWN_CLOUD =
  /^['"]?https:\/\/[\w.-]+\.(?:googleapis\.com|google\.com|run\.app|cloudfunctions\.net|pkg\.dev|gcr\.io|azure\.com|azure\.net|microsoft\.com|windows\.net|azurecr\.io|amazonaws\.com)(?:[/:?'"]|$)/i;
const PRINTS_TOKEN = /^(?:gcloud (?:auth|config config-helper)|az account get-access-token)\b/;

/** Whether a call asks over the network with something of this machine in what it asks. */
export function sendsReadings(name: string, words: readonly ShellWord[], scope: Scope): boolean {
  const asks = ASKS.test(name);
  const out = asks ? words.slice(1) : words.slice(1).filter(({ text }) => ADDRESS.test(text));
  if (out.length === 0) return false;
  const values = out.map(({ value }) => value);
  if (name === 'curl' && staysHere(values)) return false;
  if (asks && sendsFile(name, values)) return true;
  const addresses = values.filter((value) => ADDRESS.test(value));
  const toCloud = addresses.length > 0 && addresses.every((value) => OWN_CLOUD.test(value));
  return out.some(({ text }) => holdsReading(text, scope, toCloud, 0));
}

function staysHere(values: readonly string[]): boolean {
  const { urls, config } = readCurl(values);
  const elsewhere = values.some((value) =>
    /^(?:-[a-zA-Z]*x|--(?:proxy|preproxy|resolve|connect-to|doh-url|socks\w*|url)(?:=|$))/.test(value),
  );
  return (
    urls.length > 0 &&
    !config &&
    !elsewhere &&
    urls.every((url) => /^(?:https?:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]|$)/i.test(url))
  );
}

const OF_FILE = /^[\w.[\]-]*@./;

/** `-H @file`, `-b file`, `-G -d @file`, `dig -f file`. */
function sendsFile(name: string, values: readonly string[]): boolean {
  const of = (long: RegExp, short: string): readonly string[] =>
    values.flatMap((value, i): string[] => {
      const [option = '', ...rest] = value.split('=');
      if (value.startsWith('--'))
        return long.test(option) ? [rest.length > 0 ? rest.join('=') : (values[i + 1] ?? '')] : [];
      const at = new RegExp(`^-[a-zA-Z0-9#]*?${short}(.*)$`).exec(value);
      return at ? [at[1] === '' ? (values[i + 1] ?? '') : at[1]!] : [];
    });
  if (name === 'dig' || name === 'kdig' || name === 'delv') return values.some((value) => /^-f/.test(value));
  if (/^(?:https?|httpie|xhs?)$/.test(name)) return values.some((value) => /^[\w-]+(?:==|:)@./.test(value));
  if (name !== 'curl') return false;
  if (of(/^--(?:proxy-)?header$/, 'H').some((value) => value.startsWith('@'))) return true;
  if (of(/^--cookie$/, 'b').some((value) => value !== '' && !value.includes('='))) return true;
  if (of(/^--(?:url-query|variable)$/, '\\0').some((value) => OF_FILE.test(value) || value.startsWith('%')))
    return true;
  const gets = values.some((value) => /^(?:--get|-[a-zA-Z]*G[a-zA-Z]*)$/.test(value));
  const sent = of(/^--data(?:-binary|-urlencode|-ascii)?$/, 'd');
  return gets && sent.some((value) => OF_FILE.test(value));
}

/** Whether a word holds a substitution that reads, itself or by a variable that was set to one. */
function holdsReading(text: string, scope: Scope, toCloud: boolean, depth: number): boolean {
  if (depth > 4 || !/[$`]|<\(/.test(text)) return false;
  if (substitutionsIn(text).some((inner) => reads(inner, toCloud))) return true;
  for (const [, bare, braced] of text.matchAll(/\$(?:(\w+)|\{[!#]?(\w+))/g)) {
    const value = scope.variables.get(bare ?? braced!);
    if (
      value !== undefined &&
      !value.fixed &&
      value.text !== text &&
      holdsReading(value.text, scope, toCloud, depth + 1)
    )
      return true;
  }
  return false;
}

/** The texts of the substitutions in a word, outermost only. */
function substitutionsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') {
      const end = text.indexOf('`', i + 1);
      if (end < 0) break;
      found.push(text.slice(i + 1, end));
      i = end;
    } else if ((text[i] === '$' || text[i] === '<') && text[i + 1] === '(' && text[i + 2] !== '(') {
      let open = 1;
      let end = i + 2;
      for (; end < text.length && open > 0; end++) open += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
      found.push(text.slice(i + 2, open === 0 ? end - 1 : end));
      i = end - 1;
    }
  }
  return found;
}

function reads(inner: string, toCloud: boolean): boolean {
  if (/^\s*</.test(inner)) return true;
  const { calls, errors } = readCalls(inner);
  return errors.length > 0 || calls.some((call) => readsHere(call, toCloud));
}

/** What stands behind a pipe only sees what the first gave it; of that first one it matters what it tells. */
function readsHere({ words, input, redirects }: ShellCall, toCloud: boolean): boolean {
  if (input.kind === 'file' || redirects.some(({ operator }) => operator === '<')) return true;
  const values = words.map(({ value }) => value);
  while (PASSES.test(values[0] ?? '') && values.length > 1 && !values[1]!.startsWith('-')) values.shift();
  const name = programName(values[0] ?? '') ?? values[0] ?? '';
  const all = [name, ...values.slice(1)].join(' ');
  if (input.kind !== 'inherited') return /^(?:xargs|parallel|env|printenv)$/.test(name);
  if (toCloud && PRINTS_TOKEN.test(all)) return false;
  if (name === '') return false;
  if (name === 'git') return !NAMES_ONLY.test(all);
  if (name === 'command' || name === 'which') return false;
  if (/^(?:echo|printf)$/.test(name)) return words.slice(1).some(({ text }) => /[*?~]|\$\{?!/.test(text));
  if (/^getent$/.test(name)) return !/^getent a?hosts/.test(all);
  return !HARMLESS.test(name) || TELLS_SECRETS.test(all);
}
