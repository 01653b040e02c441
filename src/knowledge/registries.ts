/** Text that occurs in every file that puts something on the global object. */
export const REGISTRY_MARKER = 'global';

const GLOBAL_SET = /\bglobal(?:This)?\.([A-Za-z_$][\w$]*)\s*=(?!=)/g;

/** Names that a text puts on the global object: `global.app = {...}`, `globalThis.db = db`. */
export function globalsSetIn(text: string): readonly string[] {
  if (!text.includes(REGISTRY_MARKER)) return [];
  return [...new Set([...text.matchAll(GLOBAL_SET)].map((match) => match[1]!))];
}

/** Members that a text gives to an object of a name: `app.pool = new Pool()`. */
export function membersSetIn(text: string, name: string): readonly string[] {
  const set = new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\.([A-Za-z_$][\\w$]*)\\s*=(?!=)`, 'g');
  return [...new Set([...text.matchAll(set)].map((match) => match[1]!))];
}

/** Text of every file that may listen for rejections which nobody handles. */
export const REJECTION_MARKER = 'unhandledRejection';

/** The text sets a listener by which a process outlives rejections that nobody handles: one that does not end it itself. */
export function outlivesRejections(text: string): boolean {
  const listener = /\b(?:on|addListener)\(\s*['"`]unhandledRejection['"`]\s*,([\s\S]{0,400})/.exec(text);
  return listener !== null && !/process\.(?:exit|abort|kill)|\bthrow\b|shutdown|\bexit\(/i.test(listener[1]!);
}
