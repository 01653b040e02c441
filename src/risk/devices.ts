import type { Risk } from '../commands/risk.ts';
import type { ProgramCall } from '../programs/call.ts';

/** Once it is open, the machine starts anew unless somebody goes on writing to it. */
const WATCHDOG = /^\/dev\/watchdog\d*$/;
/** What is read of these is gone for others, or the tape has moved. */
const CONSUMED =
  /^\/dev\/n?st\d+[a-z]?$|^\/proc\/kmsg$|^\/sys\/kernel\/(?:debug\/)?tracing\/(?:.*\/)?trace_pipe(?:_raw)?$/;
/** They name a file, or ask for what is known of it, and do not open it. */
const ONLY_NAMES =
  /^(?:ls|dir|vdir|tree|exa|eza|lsd|stat|test|\[|find|gfind|echo|print|printf|readlink|realpath|basename|dirname|namei|lsof|fuser|udevadm|wdctl|mt|mtx|lsattr|getfacl|du|file|which|whereis|mountpoint|tape|sg_\w+|pgrep|ps)$/;
/** Their first word is a pattern or a program. */
const BEGINS_WITH_TEXT = /^(?:[efz]?grep|rg|ag|ack|[gmn]?awk|g?sed|jq)$/;

/** What opening a file for reading does. */
export function readDeviceRisk(path: string): Risk {
  const file = plainPath(path);
  return WATCHDOG.test(file) ? 'destroys' : CONSUMED.test(file) ? 'changes' : 'reads';
}

/** What a call does by the devices that it reads. */
export function devicesRisk({ name, values }: Pick<ProgramCall, 'name' | 'values'>): Risk {
  if (ONLY_NAMES.test(name)) return 'reads';
  const text = BEGINS_WITH_TEXT.test(name) ? values.findIndex((value) => !value.startsWith('-')) : -1;
  const risks = values.map((value, i) =>
    i === text ? 'reads' : readDeviceRisk(value.replace(/^(?:if|--?[\w-]+)=/, '')),
  );
  return risks.includes('destroys') ? 'destroys' : risks.includes('changes') ? 'changes' : 'reads';
}

/** `/dev//../dev/x` is `/dev/x`. */
function plainPath(path: string): string {
  if (!path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
