import { sessionOpened } from '../sessions/openers.ts';
import { simpleCommands } from '../shell/simpleCommand.ts';

/** A shell that a command opened elsewhere: in a pod, a container, on another host, as another user. */
export interface OpenShell {
  /** The program that opened it: typed again, it is meant for the outer shell. */
  readonly program: string;
}

const clusterClients = /^(?:kubectl|oc|k)$/;
const containerClients = /^(?:docker|podman|docker-compose|crictl|nerdctl)$/;

/** Tells whether what is typed after a command goes to a shell that this command opened. */
export function opensShell(command: string): OpenShell | undefined {
  const opener = sessionOpened(command);
  return opener && !opener.console ? { program: opener.program } : undefined;
}

/** Whether a command leaves the shell that it is typed into. */
export function leavesShell(command: string): boolean {
  return /^(?:exit|logout)(?:\s+\d+)?$/.test(command.trim());
}

/** Whether a line leaves a shell or a console: `exit`, `\q`, `quit()`, a detached terminal. */
export function leavesSession(command: string): boolean {
  return (
    leavesShell(command) ||
    /^(?:\\q|quit|quit\(\)|exit\(\)|\.exit|\.quit|bye|tmux detach(?:-client)?);?$/i.test(command.trim())
  );
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
