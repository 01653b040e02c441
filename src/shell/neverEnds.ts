import { simpleCommands } from './simpleCommand.ts';

/** Options and verbs that make a program go on until it is stopped. */
const FOREVER: readonly RegExp[] = [
  /^(?:tail|journalctl|docker logs|docker compose logs|docker-compose logs|podman logs)\b.*\s(?:-\w*[fF]\w*|--follow(?:=true)?)(?:\s|$)/,
  /^dmesg\b.*\s(?:-\w*[wW]\w*|--follow)(?:\s|$)/,
  /^(?:kubectl|oc|k)\b.*\s(?:port-forward|proxy)(?:\s|$)/,
  /^(?:kubectl|oc|k)\b.*\slogs?\s.*(?<=\s)(?:-\w*f\w*|--follow(?:=true)?)(?:\s|$)/,
  /^(?:kubectl|oc|k)\b.*\sget\s.*(?<=\s)(?:-\w*w|--watch(?:=true)?)(?:\s|$)/,
  /^(?:docker compose|docker-compose|podman-compose)\b(?!.*\s(?:-d|--detach|--wait|--no-start)(?:\s|$)).*\sup(?:\s|$)/,
  /^(?:watch|stern|kubetail|htop|yes)(?:\s|$)/,
  /^ping6?\b(?!.*\s-\w*[cw])/,
  /^redis-cli\b.*\s(?:monitor|subscribe|psubscribe|--stat|--latency)(?:\s|$)/i,
  /^ssh\b.*\s-\w*N\w*(?:\s|$)(?!.*\s-\w*f)/,
  /^python3?\s-m\shttp\.server\b/,
  /^aws\slogs\stail\b.*\s--follow(?:\s|$)/,
];

/** Whether a command goes on until somebody stops it; not where it is put into the background, bounded or cut. */
export function neverEnds(command: string): boolean {
  if (/&\s*(?:disown\s*)?$/.test(command.trim()) && !/&&\s*$/.test(command.trim())) return false;
  const calls = simpleCommands(command);
  const cut = calls.some(({ words, piped }) => piped === true && /^(?:head|sed)$/.test(words[0] ?? ''));
  return (
    !cut &&
    calls.some(({ words }) => {
      const first = words.findIndex((word) => !/^(?:sudo|env|nohup|time|command|exec|[A-Za-z_]\w*=.*)$/.test(word));
      const call = first < 0 ? '' : [words[first]!.replace(/^.*\//, ''), ...words.slice(first + 1)].join(' ');
      return FOREVER.some((pattern) => pattern.test(call));
    })
  );
}
