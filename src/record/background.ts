/** Seconds that a tunnel or a server gets before the commands that need it. */
const SETTLE_SECONDS = 2;
const BESIDE = ` & sleep ${SETTLE_SECONDS}`;
const GROUPED = new RegExp(`^\\{ ([\\s\\S]*?)\\n\\}${BESIDE}$`, 'gm');
const SIMPLE = new RegExp(`${BESIDE}$`, 'gm');

/** A command that never ends, as it is sent where others follow it. A here-document or a comment ends with its line. */
export function inBackground(command: string): string {
  return `${/<<|#/.test(command) ? `{ ${command}\n}` : command}${BESIDE}`;
}

/** Commands as they were before `inBackground`: that was no edit of the responder's. */
export function withoutBackground(commands: string): string {
  return commands.replace(GROUPED, '$1').replace(SIMPLE, '');
}
