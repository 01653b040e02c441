import type { Span } from '../secrets/named.ts';
import { isEmptyValue } from '../secrets/names.ts';
import { valueAt } from '../text/writtenValue.ts';

/** How a program takes a secret. */
interface ProgramRow {
  readonly programs: string;
  /** Options whose next word is the secret. */
  readonly next?: string;
  /** Options that the secret is glued to. */
  readonly glued?: string;
  /** Options with `user:secret`, glued or next. */
  readonly pair?: string;
  /** The word that is the secret, counted among those that are no options. */
  readonly word?: number;
  /** The word right behind one that looks so is the secret, unless it is an option. */
  readonly behind?: RegExp;
  /** An option with which there is one word less before it. */
  readonly fewer?: RegExp;
  /** Options whose next word is no secret. */
  readonly valued?: string;
  /** The word that is `user/secret`, counted likewise. */
  readonly pairWord?: number;
}

const PROGRAMS: readonly ProgramRow[] = [
  { programs: 'curl', pair: '-u|--user|-U|--proxy-user', next: '--oauth2-bearer|--pass|--proxy-pass|-b|--cookie' },
  { programs: 'wget', next: '--password|--http-password|--ftp-password' },
  { programs: 'http|https|xh', pair: '-a|--auth' },
  { programs: 'mysql|mysqldump|mysqladmin|mysqlimport|mysqlcheck|mysqlshow|mysqlslap|mysqlpump|mysqlbinlog|mysqld|mysqlsh|mariadb|mariadb-dump|mariadb-admin|mycli|xtrabackup', glued: '-p' },
  { programs: 'mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|mongostat|mongotop', next: '-p', glued: '-p' },
  { programs: 'redis-cli|valkey-cli|keydb-cli', next: '-a|--pass' },
  { programs: 'sshpass', next: '-p', glued: '-p' },
  { programs: 'plink|pscp|psftp|putty|pageant', next: '-pw' },
  { programs: 'docker login|podman login|buildah login|skopeo login|helm registry login|nerdctl login|crane auth login|oras login|az login|oc login|cf login|argocd login|flyctl auth docker|docker-compose login|az acr login', next: '-p' },
  { programs: 'vault login|doppler login', word: 0 },
  { programs: 'ldapsearch|ldapadd|ldapmodify|ldapdelete|ldappasswd|ldapwhoami', next: '-w|-s' },
  { programs: 'sqlcmd|bcp|isql|tsql|freebcp', next: '-P', glued: '-P' },
  { programs: 'ipmitool|unzip|zip|mosquitto_pub|mosquitto_sub', next: '-P', glued: '-P' },
  { programs: '7z|7za|7zr|7zz|unrar|rar', glued: '-p' },
  { programs: 'snmpwalk|snmpget|snmpset|snmpbulkwalk', next: '-A|-X|-c' },
  { programs: 'smbmap|crackmapexec|netexec|nxc|evil-winrm', next: '-p' },
  { programs: 'cqlsh|influx|clickhouse-client|psexec|winexe|cypher-shell|kcadm.sh|nmcli', next: '-p|-password' },
  { programs: 'smbclient', pair: '-U|--user', word: 1, valued: '-c|--command|-L|--list|-W|--workgroup|-I|--ip-address|-p|--port|-D|--directory|-A|--authentication-file|-m|--max-protocol|-n|--netbiosname|-T|--tar|-O|--socket-options|-t|--timeout|-d|--debuglevel|-s|--configfile|-l|--log-basename|-b|--send-buffer|-M|--message|-R|--name-resolve' },
  { programs: 'rpcclient|net rpc|net ads|smbget|smbcacls|smbcquotas|smbtree|samba-tool|ntlm_auth|nmblookup|smbpasswd', pair: '-U|--user' },
  { programs: 'wbinfo', pair: '-a|-K|--authenticate|--krb5auth' },
  { programs: 'xfreerdp|wfreerdp', glued: '/p:' },
  { programs: 'ssh-keygen', next: '-N|-P' },
  { programs: 'htpasswd', word: 2, fewer: /^-\w*n/, valued: '-C|-r' },
  { programs: 'keytool|jarsigner', next: '-storepass|-keypass|-srcstorepass|-deststorepass|-srckeypass|-destkeypass' },
  { programs: 'openssl enc', next: '-k|-K|-pass' },
  { programs: 'mc alias set', word: 3 },
  { programs: 'net user', word: 1 },
  { programs: 'net use', behind: /^["']?\\\\/ },
  { programs: 'lftp', pair: '-u' },
  { programs: 'kubectl create secret|oc create secret', pair: '--from-literal' },
  { programs: 'rabbitmqctl add_user|rabbitmqctl change_password|rabbitmqctl authenticate_user', word: 1 },
  { programs: 'useradd|usermod', next: '-p|--password' },
  { programs: 'kubeadm init|kubeadm join', next: '--certificate-key' },
  { programs: 'sentinelctl|kinit|consul|nomad', next: '-token' },
  { programs: 'gh secret set|glab variable set|fly secrets set', next: '-b|--body|--value', glued: '-b' },
  { programs: 'ansible-galaxy', next: '--token|--api-key' },
  { programs: 'sqlplus|exp|imp|expdp|impdp', pairWord: 0 },
]; // prettier-ignore

const ROW_OF = new Map(PROGRAMS.flatMap((row) => row.programs.split('|').map((program) => [program, row] as const)));
const NAMES = [...ROW_OF.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/\./g, '\\.').replace(/ /g, ' {1,4}'));
/** A program's name where a command may begin, or behind a path. */
export const PROGRAM = new RegExp(String.raw`(?<![\w.-])(?:${NAMES.join('|')})(?=[ \t])`, 'g');
const WORDS = /[ \t]*((?:[^\s"'\\|;&]|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|["'\\])+)/y;

/** With such a word a sentence goes on behind an option that it names: `redis-cli -a was deprecated`. */
const SAID_OF_OPTION =
  /^(?:is|isn't|was|wasn't|are|were|has|had|does|doesn't|did|will|would|can|can't|should|must|gives|gave|prints|warns|fails|failed|works|worked|option|flag)$/;

/** Programs whose options go on behind a line that ends with `\`. */
export type Continued = string | undefined;

/** Names among the arguments of one command that are looked at: more are no command, and would take the square of their number. */
const MAX_INSIDE = 20;

/** Secrets among the arguments of programs. */
export function argumentSpans(
  line: string,
  continued: Continued,
): { readonly spans: Span[]; readonly program: Continued } {
  const spans: Span[] = [];
  // As far as arguments were read, and where the next name may stand: a word of a sentence may be a name as well.
  let end = continued === undefined ? 0 : readArguments(line, 0, ROW_OF.get(continued)!, spans);
  let program = continued;
  let inside = 0;
  PROGRAM.lastIndex = 0;
  for (;;) {
    const from = inside > MAX_INSIDE ? end : PROGRAM.lastIndex;
    PROGRAM.lastIndex = from;
    const match = PROGRAM.exec(line);
    if (match === null) break;
    const after = match.index + match[0].length;
    inside = match.index < end ? inside + 1 : 0;
    const name = match[0].replace(/ +/g, ' ');
    const read = readArguments(line, after, ROW_OF.get(name)!, spans);
    if (read >= end) program = name;
    end = Math.max(end, read);
    PROGRAM.lastIndex = after;
  }
  const goesOn = /\\\s*$/.test(line.slice(-4)) && (end >= line.length || /^\s*\\?\s*$/.test(line.slice(end, end + 8)));
  return { spans, program: goesOn ? program : undefined };
}

/** Reads words as far as the command goes. @returns where it ends. */
function readArguments(line: string, from: number, row: ProgramRow, spans: Span[]): number {
  const options = (text: string | undefined): string[] => text?.split('|') ?? [];
  const next = options(row.next);
  const pair = options(row.pair);
  const valued = options(row.valued);
  let at = from;
  let awaited: 'next' | 'pair' | 'valued' | 'behind' | undefined;
  let plain = 0;
  for (;;) {
    WORDS.lastIndex = at;
    const match = WORDS.exec(line);
    if (match === null) return at;
    const word = match[1]!;
    const start = at + match[0].length - word.length;
    at = start + word.length;
    if (awaited !== undefined) {
      const isSaid = awaited === 'next' && SAID_OF_OPTION.test(word) && /^[ \t]+[\w"'(]/.test(line.slice(at, at + 8));
      const isOption = awaited === 'behind' && /^(?:[/-]|\*$)/.test(word);
      if (awaited !== 'valued' && !isSaid && !isOption) take(line, start, awaited === 'pair', spans);
      awaited = undefined;
    } else if (next.includes(word)) awaited = 'next';
    else if (pair.includes(word)) awaited = 'pair';
    else if (valued.includes(word)) awaited = 'valued';
    else if (word.startsWith('-') || word.startsWith('/p:')) {
      if (row.fewer?.test(word)) plain++;
      glued(line, word, start, row, spans);
    } else {
      if (row.behind?.test(word)) awaited = 'behind';
      if (plain === row.word || plain === row.pairWord) take(line, start, plain === row.pairWord && 'word', spans);
      plain++;
    }
  }
}

function glued(line: string, word: string, start: number, row: ProgramRow, spans: Span[]): void {
  const option = row.glued?.split('|').find((one) => word.startsWith(one) && word.length > one.length);
  if (option !== undefined && !word.startsWith('--')) return take(line, start + option.length, false, spans);
  const pair = row.pair?.split('|').find((one) => word.startsWith(one) && word.length > one.length);
  if (pair === undefined) return;
  take(line, start + pair.length + (word[pair.length] === '=' ? 1 : 0), true, spans);
}

/** The word, or what stands behind its first colon or percent sign; `word`: behind its first slash. */
function take(line: string, at: number, isPair: boolean | 'word', spans: Span[]): void {
  const { start, end } = wordAt(line, at);
  const value = line.slice(start, end);
  const colon = isPair !== false ? value.search(isPair === 'word' ? /\// : /[:%,=]/) : -1;
  if (isPair !== false && colon < 0) return;
  const from = start + colon + 1;
  if (!isEmptyValue(line.slice(from, end)) || end >= line.length) spans.push({ start: from, end });
}

function wordAt(line: string, at: number): { readonly start: number; readonly end: number } {
  // A quote within a quoted command has a backslash of its own.
  if (/^\\{0,3}["'`]/.test(line.slice(at, at + 4))) return valueAt(line, at, '');
  const word = /^[^\s"'`]*/.exec(line.slice(at, at + 4096))![0];
  return { start: at, end: at + word.length };
}
