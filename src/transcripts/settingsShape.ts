import { isKnownCommand } from '../shell/commandWords.ts';

/*
 * Content of files that a tag calls a shell's: settings of a tool, a language of its own, a reference of calls.
 */

/** `name = value`, `knife[:x] = 'y'`: a shell would run `name`; what closes a list or stands in it goes with it. */
const PAIR = /^\s*[A-Za-z_][\w.-]*(?:\[[^\]]*\])*\s+[:+]?=\s+\S/;
const OF_LIST = /^\s*(?:[\])}]+,?|(?:"[^"]*"|'[^']*'),?)\s*$/;
/** `log_level :info`: no program's name, a value behind it. */
const SETTING = /^\s*([a-z]\w*)\s+(?:'[^']*'|"[^"]*"|:\w+|true|false|\d+)\s*$/;
/** `object Zone "master" {`: words, names and a brace, none of which opens a group of a shell. */
const OPENS = /^\s*(?!function\s|(?:do|then|else)\s)[A-Za-z][\w-]*(?:\s+(?:[\w.:*/-]+|"[^"]*"))*\s*\{$/;
const INCLUDE = /^\s*(?:#?include|import|require|use)\s+(?:<[^<>]*>|"[^"]*"|'[^']*');?\s*$/;
const CONDITION = /^\s*(?:assign|ignore)\s+where\s+\S/;

/** Whether lines, comments left out, are settings of a tool or a piece of another language, whatever their tag says. */
export function isSettings(rows: readonly string[]): boolean {
  if (rows.length === 0) return false;
  if (PAIR.test(rows[0]!) && rows.every((row) => PAIR.test(row) || OF_LIST.test(row))) return true;
  if (isSshSettings(rows)) return true;
  if (rows.every((row) => INCLUDE.test(row) || CONDITION.test(row) || PAIR.test(row))) return true;
  if (OPENS.test(rows[0]!) && rows.some((row) => /^\s*\}[,;]?\s*$/.test(row))) return true;
  return isDirectives(rows);
}

const SSH_HOST = /^\s*(?:host\s+\S|match\s+(?:all|canonical|final|exec|host|originalhost|user|localuser|tagged)\b)/i;
const SSH_SETTING =
  /^\s*(?:HostName|User|Port|Identity(?:File|Agent|iesOnly)|Proxy(?:Command|Jump)|Forward(?:Agent|X11\w*)|StrictHostKeyChecking|(?:User|Global)KnownHostsFile|(?:Local|Remote|Dynamic)Forward|ServerAlive(?:Interval|CountMax)|LogLevel|AddKeysToAgent|Control(?:Master|Path|Persist)|Compression|RequestTTY|HostKey(?:Alias|Algorithms)|SendEnv|SetEnv|PreferredAuthentications|(?:Pubkey|Password|KbdInteractive)Authentication|PubkeyAccepted\w+|KexAlgorithms|Ciphers|MACs|ConnectTimeout|ConnectionAttempts|TCPKeepAlive|UseKeychain|GSSAPI\w+|Include|Canonical\w+|CheckHostIP|BatchMode|Bind(?:Address|Interface)|CertificateFile|(?:Remote|Local)Command|PermitLocalCommand|ExitOnForwardFailure|AddressFamily)(?:\s+|\s*=\s*)\S/i;

/** Of ssh: whom a host is, and how it is reached, by names that ssh reads in small letters as well. */
function isSshSettings(rows: readonly string[]): boolean {
  return (
    rows.length > 1 &&
    SSH_HOST.test(rows[0]!) &&
    rows.every((row) => SSH_HOST.test(row) || SSH_SETTING.test(row)) &&
    rows.some((row) => SSH_SETTING.test(row))
  );
}

/** Several settings by their names, each another one, as a tool written in Ruby reads them. */
function isDirectives(rows: readonly string[]): boolean {
  const names = rows.map((row) => (PAIR.test(row) ? row : SETTING.exec(row)?.[1]));
  return (
    rows.length > 1 &&
    new Set(names).size === rows.length &&
    names.every((name) => name !== undefined && !isKnownCommand(name)) &&
    names.some((name) => /^[a-z]+_\w+$/.test(name!))
  );
}

/** A call and, behind several blanks, what it does: a row of a reference. */
const DESCRIBED = /^\s*[a-z][\w-]*(?: \S+)* {2,}[a-z]+(?: [\w/-]+)+$/;

/** A reference of calls with what each does, rather than calls to be typed. */
export function isReference(rows: readonly string[], sentence: string): boolean {
  const described = rows.filter((row) => DESCRIBED.test(row) && !row.includes('#')).length;
  if (/\b(?:usage|synopsis|syntax)\b[^.]{0,30}$/i.test(sentence)) return rows.length > 1 && described > 0;
  return described > 1 && DESCRIBED.test(rows[0]!) && described >= rows.length / 2;
}

/** `WatchdogSec=30s`: named as a unit of systemd names its settings, as no variable of a shell is. */
export function isUnitSettings(rows: readonly string[]): boolean {
  return rows.length > 0 && rows.every((row) => /^\s*[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+=\S*/.test(row));
}
