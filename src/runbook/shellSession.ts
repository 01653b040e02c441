import { isInteractive } from './interactive.ts';
import { simpleCommands } from './simpleCommand.ts';

/** A shell that a command opened elsewhere: in a pod, a container, on another host, as another user. */
export interface OpenShell {
  /** The program that opened it: typed again, it is meant for the outer shell. */
  readonly program: string;
}

const shells = /^(?:.*\/)?(?:ba|z|a|k|da)?sh$/;
const podTools = /^(?:kubectl|oc|k|docker|podman|docker-compose|crictl|nerdctl)$/;

/** Tells whether what is typed after a command goes to a shell that this command opened. */
export function opensShell(command: string): OpenShell | undefined {
  if (!/\b(?:exec|rsh|debug|run|ssh|su|sudo|chroot|nsenter|start-session|node-shell)\b/.test(command)) return undefined;
  const calls = simpleCommands(command);
  const last = calls[calls.length - 1];
  if (!last || last.piped || last.input !== undefined || !isInteractive(command)) return undefined;
  const words = last.words.filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  const own = words[0] === 'sudo' && words.length > 2 && !words[1]!.startsWith('-') ? words.slice(1) : words;
  const program = (own[0] ?? '').replace(/^.*\//, '');
  const end = own[own.length - 1] ?? '';
  if (program === 'ssh' || program === 'su') return { program };
  if (program === 'sudo')
    return own.slice(1).every((word) => word.startsWith('-')) || end === '-' ? { program } : undefined;
  if (/^(?:chroot|nsenter)$/.test(program)) return shells.test(end) ? { program } : undefined;
  if (program === 'gcloud' || program === 'aws')
    return /\b(?:ssh|start-session)\b/.test(command) ? { program } : undefined;
  if (!podTools.test(program)) return undefined;
  const opens = shells.test(end) || own.some((word) => /^(?:rsh|debug|node-shell|ssh)$/.test(word));
  return opens && !(own.includes('--') && !shells.test(end)) ? { program } : undefined;
}

/** Whether a command leaves the shell that it is typed into. */
export function leavesShell(command: string): boolean {
  return /^(?:exit|logout)(?:\s+\d+)?$/.test(command.trim());
}

/** Whether a command is meant for the shell outside: the opener once more, or one that only works there. */
export function meantOutside(shell: OpenShell, command: string): boolean {
  const program = (simpleCommands(command)[0]?.words[0] ?? '').replace(/^.*\//, '');
  if (program === shell.program) return shell.program !== 'sudo' || opensShell(command) !== undefined;
  return podTools.test(shell.program) && podTools.test(program);
}

/** Takes the commands apart that follow each other in one block: those of the outer shell, those of shells they open. */
export function splitShells(commands: readonly string[]): { readonly outer: string[]; readonly inside: string[] } {
  const outer: string[] = [];
  const inside: string[] = [];
  let shell: OpenShell | undefined;
  for (const command of commands) {
    if (shell && meantOutside(shell, command)) shell = undefined;
    if (!shell) {
      outer.push(command);
      shell = opensShell(command);
      continue;
    }
    inside.push(command);
    if (leavesShell(command)) shell = undefined;
  }
  return { outer, inside };
}
