import { spawn } from 'node:child_process';
import { EXECUTION_VARIABLE } from './processTree.ts';

/** Seconds between asking and forcing; with what the system takes for it, all is over within five. */
const GRACE_S = 2;

/*
 * Waits for a line that says that all is over. Its input ends without one where this process has been killed: then it ends
 * the command's group, and all that carry the name of its execution, and removes what the command left for the next one.
 * `$1` is the execution, `$2` the folder; what comes in is the group's number once there is one.
 */
const SCRIPT = `trap '' HUP INT TERM QUIT
group=
while read -r said; do case $said in over) exit 0 ;; *) group=$said ;; esac; done
cd / || exit 1
marked() {
  if [ -r /proc/self/environ ]; then
    grep -lzxF -e "${EXECUTION_VARIABLE}=$1" /proc/[0-9]*/environ 2>/dev/null | sed 's|[^0-9]||g'
  else
    ps -axEww -o pid=,command= 2>/dev/null | awk -v m="${EXECUTION_VARIABLE}=$1" 'index($0 " ", " " m " ") { print $1 }'
  fi
}
end() {
  [ -z "$group" ] || kill -s "$2" -- "-$group" 2>/dev/null
  for one in $(marked "$1"); do [ "$one" = "$$" ] || kill -s "$2" "$one" 2>/dev/null; done
}
end "$1" TERM
for second in ${Array.from({ length: GRACE_S }, (_, i) => i + 1).join(' ')}; do
  { [ -n "$group" ] && kill -s 0 -- "-$group" 2>/dev/null; } || [ -n "$(marked "$1")" ] || break
  sleep 1
done
end "$1" KILL
end "$1" KILL
rm -rf -- "$2"`;

/** Ends a command where this process is killed, which could not do it any more. */
export interface Watchdog {
  /** There is a process now, whose number is that of its group. */
  watch(pid: number | undefined): void;
  /** The command has ended: nothing is watched any more. */
  over(): void;
}

/**
 * Starts one for an execution, before its command is started. Does nothing on Windows, nor where the system has no sh.
 * @param folder made for this execution; it is removed with it.
 */
export function startWatchdog(execution: string, folder: string): Watchdog {
  if (process.platform === 'win32') return { watch: () => undefined, over: () => undefined };
  // A group of its own: who ends ours must not end it too. It carries no name of an execution.
  const dog = spawn('/bin/sh', ['-c', SCRIPT, 'breakwater-watchdog', execution, folder], {
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Where it cannot be started, the command runs without.
  dog.on('error', () => undefined);
  dog.stdin.on('error', () => undefined);
  dog.unref();
  return {
    watch: (pid) => void (pid !== undefined && dog.stdin.write(`${pid}\n`)),
    over: () => void dog.stdin.end('over\n'),
  };
}
