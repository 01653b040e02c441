import { worst, type Risk } from '../commands/risk.ts';
import { has, type ProgramCall } from '../programs/call.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import { hasPattern, patternMatches } from './filePattern.ts';

/** Once it is open, the machine starts anew unless somebody goes on writing to it. */
const WATCHDOG = /^\/dev\/watchdog\d*$/;
/** What is read of these is gone for others, the tape has moved, or a port has been answered. */
const CONSUMED =
  /^\/dev\/(?:n?st\d+[a-z]?|tty(?:[A-Z]\w*)?\d+|pts\/\d+|console|port|hidraw\d+)$|^\/proc\/kmsg$|^\/sys\/kernel\/(?:debug\/)?tracing\/(?:.*\/)?trace_pipe(?:_raw)?$/;
/** One of each kind, for patterns: a pattern that finds one of these is no file that is known to be harmless. */
const EXAMPLES = [
  ...['watchdog', 'watchdog0', 'watchdog1', 'st0', 'st1', 'nst0', 'nst1', 'tty0', 'tty1', 'ttyS0', 'ttyS1', 'ttyUSB0'],
  ...['ttyACM0', 'ttyAMA0', 'pts/0', 'pts/1', 'console', 'port', 'hidraw0'],
].map((name) => `/dev/${name}`);
EXAMPLES.push(
  '/proc/kmsg',
  '/sys/kernel/tracing/trace_pipe',
  '/sys/kernel/debug/tracing/trace_pipe',
  '/sys/kernel/tracing/per_cpu/cpu0/trace_pipe',
  '/sys/kernel/debug/tracing/per_cpu/cpu0/trace_pipe',
);
/** What follows is left out of what is read. */
const LEAVES_OUT = /^--?(?:exclude|ignore|skip|not|omit|prune)/;
/** They name a file, or ask for what is known of it, and do not open it. */
const ONLY_NAMES =
  /^(?:ls|dir|vdir|tree|exa|eza|lsd|stat|test|\[|find|gfind|echo|print|printf|readlink|realpath|basename|dirname|namei|lsof|fuser|udevadm|wdctl|mt|mtx|lsattr|getfacl|du|file|which|whereis|mountpoint|tape|sg_\w+|pgrep|ps|stty)$/;
/** Their first word is a pattern or a program. */
const BEGINS_WITH_TEXT = /^(?:[efz]?grep|rg|ag|ack|[gmn]?awk|g?sed|jq)$/;

/** Folders that devices are in: of those below it, `grep -R` opens all. */
const WITHIN = /^\/+(?:dev\/*)?$/;

/** What opening a file for reading does; `unknown` where the name is a pattern that finds one that is not harmless. */
export function readDeviceRisk(path: string, isPattern = hasPattern(path)): Risk {
  const file = plainPath(path);
  if (isPattern) return EXAMPLES.some((example) => patternMatches(file, example)) ? 'unknown' : 'reads';
  return WATCHDOG.test(file) ? 'destroys' : CONSUMED.test(file) ? 'changes' : 'reads';
}

/** What a call does by the devices that it reads. */
export function devicesRisk({ name, args, values }: Pick<ProgramCall, 'name' | 'args' | 'values'>): Risk {
  const opens = name === 'file' && has(values, /^-[a-zA-Z]*s|^--special-files/);
  if (ONLY_NAMES.test(name) && !opens) return 'reads';
  const text = BEGINS_WITH_TEXT.test(name) ? values.findIndex((value) => !value.startsWith('-')) : -1;
  if (/^[ef]?grep$/.test(name) && has(values, /^-[a-zA-Z]*R|^--dereference-rec/) && has(values.slice(text + 1), WITHIN))
    return 'unknown';
  return worst(
    values.map((value, i) => {
      if (i === text || LEAVES_OUT.test(value) || LEAVES_OUT.test(values[i - 1] ?? '')) return 'reads';
      const path = value.replace(/^(?:if|--?[\w-]+)=/, '');
      return readDeviceRisk(path, hasPattern(path) && !isQuoted(args[i]));
    }),
  );
}

/** Words that name devices, with patterns. */
const NAMES_DEVICE = /(?<![\w.])\/+(?:dev|proc|sys)\/[^\s'"`$;&|<>(){}]+/g;
/** What is named in one place is opened in another: by a variable, or by a program that is handed names. */
const OPENS_LATER = /\$\{?[A-Za-z_]|\$\(|`|\bxargs\b|\bparallel\b/;
/** The folder is gone to first. */
const FROM_FOLDER = /\b(?:cd|pushd)\s+(?:-\S+\s+)*["']?\/dev\/?["']?\s*(?:;|&&|\n)([^]*)/;

/** Whether a text names a device that does something when it is read, for a command that does not name it itself. */
export function opensDeviceLater(text: string): boolean {
  if (!/\/(?:dev|proc|sys)\b/.test(text)) return false;
  const inFolder = FROM_FOLDER.exec(text)?.[1] ?? '';
  if (inFolder !== '' && /(?:^|\s)(?:\.\/)?(?:watch[\w*?[\]]*|w\*|\*)(?=\s|$)/.test(inFolder)) return true;
  if (opensFound(text)) return true;
  if (!OPENS_LATER.test(text)) return false;
  return [...text.matchAll(NAMES_DEVICE)].some(([path]) => readDeviceRisk(path) !== 'reads');
}

const FOUND = /\bfind\s+(?:-[LHP]\s+)?\/+dev\/*\s([^\n;|]*)/;
const HANDED_TO = /(?:\bxargs(?:\s+-\S+(?:\s+\d+)?)*|\s-(?:exec|ok)(?:dir)?)\s+(\S+)/;

/** `find /dev -name 'w*' -exec cat {} +` */
function opensFound(text: string): boolean {
  const tests = FOUND.exec(text)?.[1];
  const program = HANDED_TO.exec(text)?.[1];
  if (tests === undefined || program === undefined || ONLY_NAMES.test(program)) return false;
  if (/-type\s+[bdflps]\b/.test(tests)) return false;
  const name = /-i?name\s+['"]?([^\s'"]+)/.exec(tests)?.[1];
  return name === undefined || EXAMPLES.some((path) => patternMatches(name, path.slice(path.lastIndexOf('/') + 1)));
}

/** Nothing of it is a pattern to the shell. */
function isQuoted(word: ShellWord | undefined): boolean {
  return word !== undefined && /^'[^']*'$|^"[^"]*"$/.test(word.text);
}

/** `/dev//../dev/x` is `/dev/x`. */
function plainPath(path: string): string {
  // From wherever it is, far enough up is the root.
  if (!path.startsWith('/') && !path.startsWith('../')) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
