import { isInteractive } from './interactive.ts';
import { simpleCommands } from './simpleCommand.ts';

/** A shell that a command opened elsewhere: in a pod, a container, on another host, as another user. */
export interface OpenShell {
  /** The program that opened it: typed again, it is meant for the outer shell. */
  readonly program: string;
}

const shells = /^(?:.*\/)?(?:ba|z|a|k|da)?sh$/;
const clusterClients = /^(?:kubectl|oc|k)$/;
const containerClients = /^(?:docker|podman|docker-compose|crictl|nerdctl)$/;

/** Tells whether what is typed after a command goes to a shell that this command opened. */
export function opensShell(command: string): OpenShell | undefined {
  if (!/\b(?:exec|rsh|debug|run|ssh|su|sudo|chroot|nsenter|start-session|node-shell)\b/.test(command)) return undefined;
  const calls = simpleCommands(command);
  const last = calls[calls.length - 1];
  if (!last || last.piped || last.input !== undefined || !isInteractive(command)) return undefined;
  const words = last.words.filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  const own =
    words[0] === 'sudo' && words.length > 2 && !words[1]!.startsWith('-') && !switchesUser(words.slice(1))
      ? words.slice(1)
      : words;
  const program = (own[0] ?? '').replace(/^.*\//, '');
  const end = own[own.length - 1] ?? '';
  if (program === 'ssh' || program === 'su') return { program };
  if (program === 'sudo') return opensRootShell(own) ? { program } : undefined;
  if (/^(?:chroot|nsenter)$/.test(program)) return shells.test(end) ? { program } : undefined;
  if (program === 'gcloud' || program === 'aws')
    return /\b(?:ssh|start-session)\b/.test(command) ? { program } : undefined;
  if (!clusterClients.test(program) && !containerClients.test(program)) return undefined;
  const there = own.includes('--') ? own.slice(own.indexOf('--') + 1) : [];
  // Without a command of its own, chroot starts a shell: the usual way onto a node.
  const shellThere = shells.test(end) || (there.length === 2 && there[0] === 'chroot');
  const opens = shellThere || own.some((word) => /^(?:rsh|debug|node-shell|ssh)$/.test(word));
  return opens && (there.length === 0 || shellThere) ? { program } : undefined;
}

/** `su`, or a shell alone, behind `sudo`. */
function switchesUser(words: readonly string[]): boolean {
  return (
    /^(?:\/bin\/)?su$/.test(words[0] ?? '') ||
    (shells.test(words[0] ?? '') && words.slice(1).every((w) => w.startsWith('-') && !/^-\w*c$/.test(w)))
  );
}

/** `sudo -i`, `sudo su -`, `sudo -u postgres bash`. */
function opensRootShell(words: readonly string[]): boolean {
  const takesValue = /^-(?:u|g|h|p|C|T|U)$|^--(?:user|group|host|prompt)$/;
  let i = 1;
  while (i < words.length && words[i]!.startsWith('-')) i += takesValue.test(words[i]!) ? 2 : 1;
  const inner = words.slice(i);
  const login = words.slice(1, i).some((word) => /^-\w*[is]$|^--(?:login|shell)$/.test(word));
  if (inner.length === 0) return login;
  return switchesUser(inner) && !inner.some((word) => /^-\w*c$|^--command/.test(word));
}

/** Whether a command leaves the shell that it is typed into. */
export function leavesShell(command: string): boolean {
  return /^(?:exit|logout)(?:\s+\d+)?$/.test(command.trim());
}

/** Whether a command is meant for the shell outside: the opener once more, or one that only works there. */
export function meantOutside(shell: OpenShell, command: string): boolean {
  const program = (simpleCommands(command)[0]?.words[0] ?? '').replace(/^.*\//, '');
  if (program === shell.program) return shell.program !== 'sudo' || opensShell(command) !== undefined;
  // A debugged node has its own crictl or docker: only a client of the same kind shows that the shell was left.
  const kind = [clusterClients, containerClients].find((clients) => clients.test(shell.program));
  return kind?.test(program) === true;
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
