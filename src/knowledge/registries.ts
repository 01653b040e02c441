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

/** What people call a client, or the member of a context object that holds one. */
const CLIENT_NAME =
  /(?:client|db|database|knex|pool|conn|connection|redis|mongo|prisma|sequelize|http|axios|trx|transaction)$/i;

/** Whether a parameter or member may hold a client, by its name: what others hand over is only looked for then. */
export function mayBeClient(name: string): boolean {
  return CLIENT_NAME.test(name);
}
