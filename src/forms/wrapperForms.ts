import { has } from '../programs/call.ts';
import { worst, type Risk } from '../commands/risk.ts';

/*
 * What programs that run another command do by themselves, by the options in front of that command.
 */

interface Form {
  readonly of: RegExp;
  readonly risk: Risk;
  readonly when: (before: readonly string[]) => boolean;
}

/** Where the root of the machine is mounted in a container that looks at it: its programs are the machine's. */
const MACHINE_ROOT = /^(?:\/host|\/rootfs|\/hostfs|\/)\/?$/;

const FORMS: readonly Form[] = [
  // The project is built before, and its own folder of programs comes first.
  { of: /^(?:uv|poetry|pipenv|pdm|rye|hatch|pixi)$/, risk: 'unknown', when: (before) => has(before, /^run$/) },
  // The folder's own settings say which program that is, and in what environment.
  { of: /^(?:mise|rtx|direnv|asdf)$/, risk: 'unknown', when: (before) => has(before, /^(?:exec|x)$/) },
  // Keys are made and handed to the machine.
  { of: /^(?:gcloud|fly|flyctl)$/, risk: 'changes', when: (before) => has(before, /^ssh$/) },
  // The Gemfile is code, and is run before the command is.
  { of: /^bundle$/, risk: 'unknown', when: (before) => has(before, /^exec$/) },
  { of: /^[sl]trace$/, risk: 'unknown', when: (before) => has(before, /^(?:-e|--)?(?:inject|fault)=/) },
  {
    of: /^ionice$/,
    risk: 'changes',
    when: (before) => has(before, /^(?:-[a-zA-Z]*[pPu]|--pid|--pgid|--uid)/) && has(before, /^(?:-[cn]|--class)/),
  },
  // Of another root, the programs are others as well.
  {
    of: /^chroot$/,
    risk: 'unknown',
    when: (before) => !before.some((value) => MACHINE_ROOT.test(value)),
  },
  { of: /^unshare$/, risk: 'unknown', when: (before) => has(before, /^(?:-[a-zA-Z]*R|--root(?:=|$))/) },
  // A gate to another network is open from then on.
  {
    of: /^(?:ssh|autossh|slogin)$/,
    risk: 'changes',
    when: (before) => has(sshOwn(before), /^-[a-zA-Z]*[RLDw](?:\S*:\S*|\d+)?$/),
  },
  {
    of: /^(?:ssh|autossh|slogin)$/,
    risk: 'changes',
    when: (before) => keepsHostKey(before) || sshOption(before, OPENS),
  },
];

/** A connection that others share, or that waits in the background. */
const OPENS = /^(?:ControlMaster\s*[= ]\s*(?!no\b)|(?:Local|Remote|Dynamic)Forward\b|Tunnel\s*[= ]\s*(?!no\b))/i;

/** Options of ssh that take the next word. */
const SSH_TAKES = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOopQRSWw]$/;

/** What stands in front of the command: options before the host and right behind it. */
function sshOwn(values: readonly string[]): readonly string[] {
  let hosts = 0;
  let at = 0;
  for (; at < values.length; at++) {
    if (SSH_TAKES.test(values[at]!)) at++;
    else if (!values[at]!.startsWith('-') && hosts++ > 0) break;
  }
  return values.slice(0, at);
}

function sshOptions(values: readonly string[]): readonly string[] {
  const before = sshOwn(values);
  return before.flatMap((value, i) => {
    if (/^-[a-zA-Z]*o$/.test(before[i - 1] ?? '')) return [value];
    const joined = /^-[46AaCfGgKkMNnqsTtVvXxYy]*o(.+)$/.exec(value)?.[1];
    return joined === undefined ? [] : [joined.trim()];
  });
}

function sshOption(before: readonly string[], pattern: RegExp): boolean {
  return sshOptions(before).some((option) => pattern.test(option));
}

/** An unknown host's key is written to a file: the responder's own, unless it is thrown away. */
function keepsHostKey(before: readonly string[]): boolean {
  const thrown = sshOption(before, /^UserKnownHostsFile\s*[= ]\s*["']?(?:\/dev\/null|none)\b/i);
  if (!thrown && sshOption(before, /^UserKnownHostsFile\b/i)) return true;
  return !thrown && sshOption(before, /^StrictHostKeyChecking\s*[= ]\s*["']?(?:no|off|accept-new)\b/i);
}

/** What a wrapper does itself, whatever it runs. */
export function wrapperFormRisk(name: string, before: readonly string[]): Risk {
  return worst(FORMS.filter(({ of, when }) => of.test(name) && when(before)).map(({ risk }) => risk));
}
