import type { Block, Runbook } from '../runbook/model.ts';
import { isInteractive } from '../shell/interactive.ts';
import { leavesShell, meantOutside, opensShell } from '../shell/shellSession.ts';
import { allBlocks } from './plan.ts';
import type { OpenedShell } from './prepare.ts';

/** Consoles that what follows is typed into. */
const CONSOLES =
  /^(?:sudo\s+(?:-\S+\s+)*)?(?:\S*\/)?(su|psql|mysql|mariadb|sqlite3|redis-cli|valkey-cli|mongo|mongosh|cqlsh|sqlplus|sqlcmd|clickhouse-client|python3?|ipython|irb|node|rails|telnet|sftp|ftp|bash|sh|zsh|ash|ksh|fish)\b/;

/**
 * The shell that a block's commands may be meant for: one of another machine, pod or user, opened by a block or a step
 * before it under the same heading and not left since. Undefined where they are meant for this machine.
 */
export function shellOpenedBefore(runbook: Runbook, block: Block): OpenedShell | undefined {
  let open: OpenedShell | undefined;
  let line = 0;
  for (const one of allBlocks(runbook)) {
    if (one.kind !== 'command') continue;
    if (runbook.sections.some((section) => section.line > line && section.line <= one.line)) open = undefined;
    const heading = runbook.sections.findLast((section) => section.line <= one.line)?.line ?? 0;
    open = openedByTitle(runbook, Math.max(line, heading), one.line) ?? open;
    line = one.line;
    const first = one.commands[0] ?? '';
    const opener = open && opensShell(open.command);
    if (opener && meantOutside(opener, first)) open = undefined;
    if (one.id === block.id) return open;
    open = after(runbook, one, open);
  }
  return undefined;
}

/** A step between two lines that is nothing but a command which opens a shell: ``1. `ssh db-1` ``. */
function openedByTitle(runbook: Runbook, after: number, upTo: number): OpenedShell | undefined {
  const index = runbook.steps.findLastIndex(
    (step) => step.line > after && step.line <= upTo && opensSession(commandIn(step.title)),
  );
  const step = runbook.steps[index];
  return step && { block: step.id, command: commandIn(step.title), step: index + 1 };
}

function commandIn(title: string): string {
  return title
    .replace(/`/g, '')
    .replace(/^\d+[.)]\s+/, '')
    .replace(/[:.]$/, '')
    .trim();
}

/** What is open after a block. */
function after(runbook: Runbook, block: Block, before: OpenedShell | undefined): OpenedShell | undefined {
  let open = before;
  const step = runbook.steps.findIndex(({ blocks }) => blocks.some(({ id }) => id === block.id));
  for (const command of [...block.commands, ...(block.inner ?? [])]) {
    if (leavesShell(command) || /^(?:\\q|quit|quit\(\)|exit\(\);?|exit;|logout)$/i.test(command.trim()))
      open = undefined;
    else if (!open && opensSession(command))
      open = { block: block.id, command, ...(step < 0 ? {} : { step: step + 1 }) };
  }
  return open;
}

function opensSession(command: string): boolean {
  return opensShell(command) !== undefined || (CONSOLES.test(command.trim()) && isInteractive(command));
}
