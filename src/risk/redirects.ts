import type { ShellRedirect } from '../shell/calls.ts';
import { readDeviceRisk } from './devices.ts';
import { writesTo } from '../shell/simpleCommand.ts';
import { worst, type Risk } from '../commands/risk.ts';

const QUIET = /^(?:\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)|\d+)$/;
const DEVICE =
  /^\/dev\/(?:sd|hd|nvme|vd|xvd|mapper|disk|md|dm-|loop|mem|kmem|mtd)|^\/proc\/sysrq-trigger$|^\/dev\/watchdog/;

/** What the redirections of a call write. */
export function redirectRisk(redirects: readonly ShellRedirect[]): Risk {
  return worst(redirects.map(oneRisk));
}

function oneRisk({ operator, target }: ShellRedirect): Risk {
  const value = target?.value ?? '';
  // A network connection: what is sent to it, or done with what comes back, cannot be told.
  if (/^\/dev\/(?:tcp|udp)\//.test(value)) return 'unknown';
  if (!writesTo(operator, value) && /</.test(operator)) return readDeviceRisk(value);
  if (!writesTo(operator, value) || QUIET.test(value)) return 'reads';
  // `> >(program)`: the program is a call of its own.
  if (/^>\(/.test(value)) return 'reads';
  if (DEVICE.test(value)) return 'destroys';
  return 'changes';
}

/** Whether a redirection empties a file or makes an empty one. */
export function truncates(redirects: readonly ShellRedirect[]): boolean {
  return redirects.some(
    ({ operator, target }) => /^(?:>|>\||&>)$/.test(operator) && oneRisk({ operator, target }) === 'changes',
  );
}
