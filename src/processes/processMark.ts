import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ProcessMark } from '../run/ports.ts';

/** What tells this process id from a later user of the same number; undefined where the system does not say. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  try {
    if (process.platform === 'linux') return await startOnLinux(pid);
    if (process.platform === 'win32') return await startOnWindows(pid);
    const printed = await output('/bin/ps', ['-o', 'lstart=', '-p', String(pid)]);
    return printed === '' ? undefined : printed;
  } catch {
    return undefined;
  }
}

let boot: Promise<string> | undefined;

async function startOnLinux(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  // The name stands in parentheses and may hold anything, so fields are counted from the last one: state is field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  boot ??= readFile('/proc/sys/kernel/random/boot_id', 'latin1').catch(() => '');
  return `${(await boot).trim().slice(0, 8)}:${fields[19] ?? ''}`;
}

async function startOnWindows(pid: number): Promise<string | undefined> {
  const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  const printed = await output('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]);
  return printed === '' ? undefined : printed;
}

function output(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, [...args], { timeout: 5000, windowsHide: true }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout.trim());
    });
  });
}

let self: Promise<ProcessMark> | undefined;

/** This process, as others may look for it. */
export function ownMark(): Promise<ProcessMark> {
  self ??= startOf(process.pid).then((started) => ({ pid: process.pid, started, host: hostname() }));
  return self;
}

/** Whether that very process still runs. One of another machine is taken to be alive: nobody here can tell. */
export async function isAlive(mark: ProcessMark): Promise<boolean> {
  if (mark.host !== undefined && mark.host !== hostname()) return true;
  if (mark.pid === process.pid) return mark.started === undefined || mark.started === (await ownMark()).started;
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = await startOf(mark.pid);
  if (mark.started === undefined) return process.platform !== 'linux' || started !== undefined;
  return started === mark.started;
}
