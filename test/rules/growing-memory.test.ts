import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'growing-memory';

describe(rule, () => {
  it.each([
    [
      'a map',
      `const seen = new Map();\napp.get('/:id', (req, res) => { seen.set(req.params.id, Date.now()); res.end(); });`,
    ],
    [
      'an object',
      `const cache = {};\nexports.load = async (req, res) => { const id = req.query.id; if (!cache[id]) cache[id] = await load(id); res.json(cache[id]); };`,
    ],
    ['a list', `const log = [];\nrouter.post('/', async (ctx) => { log.push(ctx.request.body); });`],
    ['a set of connections', `const all = new Set();\nserver.on('connection', (socket) => { all.add(socket); });`],
    [
      'a listener',
      `import { bus } from './bus';\napp.get('/events', (req, res) => { bus.on('change', (event) => res.write(event)); });`,
    ],
    ['a listener of the process', `app.get('/', (req, res) => { process.on('SIGTERM', () => res.end()); });`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'entries that are deleted',
      `const seen = new Map();\napp.get('/:id', (req, res) => { seen.set(req.params.id, 1); res.on('close', () => seen.delete(req.params.id)); });`,
    ],
    [
      'a limit',
      `const seen = new Map();\napp.get('/:id', (req, res) => { if (seen.size > 100) seen.clear(); seen.set(req.params.id, 1); });`,
    ],
    [
      'a collection that is made again',
      `let seen = new Map();\nsetInterval(() => { seen = new Map(); }, 60000);\napp.get('/:id', (req, res) => { seen.set(req.params.id, 1); });`,
    ],
    [
      'what each request makes for itself',
      `app.get('/:id', (req, res) => { const seen = new Map(); seen.set(req.params.id, 1); });`,
    ],
    ['keys of the program', `const routes = {};\nexport const add = (req, res) => { routes[kind] = req.body; };`],
    ['a language', `const texts = {};\napp.get('/', (req, res) => { texts[req.query.lang] = load(req.query.lang); });`],
    [
      'a collection that others may empty',
      `export const seen = new Map();\napp.get('/:id', (req, res) => { seen.set(req.params.id, 1); });`,
    ],
    [
      'a listener that is removed',
      `import { bus } from './bus';\napp.get('/events', (req, res) => { const send = (event) => res.write(event); bus.on('change', send); req.on('close', () => bus.off('change', send)); });`,
    ],
    ['a listener on the request', `app.get('/', (req, res) => { req.on('data', use); });`],
    [
      'a listener at the start',
      `import { bus } from './bus';\nbus.on('change', (event) => use(event));\napp.get('/', (req, res) => res.end());`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'a map of a Discord bot',
      `const cooldowns = new Map();\nclient.on('messageCreate', (message) => { cooldowns.set(message.author.id, Date.now()); });`,
      'message',
    ],
    [
      'what a Telegram bot counts',
      `const warnings = {};\nbot.command('warn', (ctx) => { warnings[ctx.from.id] = (warnings[ctx.from.id] || 0) + 1; });`,
      'message',
    ],
    [
      'a list of all that sockets said',
      `const said = [];\nwss.on('connection', (ws) => { ws.on('message', (data) => { const text = String(data); said.push(text); ws.send(JSON.stringify(said)); }); });`,
      'request',
    ],
    [
      'events by their constants',
      `import { Events } from 'discord.js';\nconst seen = new Set();\nclient.on(Events.InteractionCreate, (interaction) => { seen.add(interaction.id); console.log(seen.size); });`,
      'message',
    ],
    [
      'a function that is told whose it is',
      `const drafts = new Map();\nexport function keep(userId, draft) { drafts.set(userId, draft); }`,
      'call',
    ],
    [
      'a counter for each address',
      `const tries = {};\nexport const count = (ip) => { if (tries[ip] === undefined) tries[ip] = 0; tries[ip]++; return tries[ip]; };`,
      'call',
    ],
    [
      'a private field of a service',
      `@Injectable()\nexport class Codes { private readonly codes = new Map<string, string>();\n  make(email: string) { this.codes.set(email, create()); } }`,
      'call',
    ],
    [
      'a field of the only object of a class',
      `class Lobby { constructor() { this.players = {}; }\n  join(socket) { this.players[socket.id] = { socket }; } }\nconst lobby = new Lobby();\nio.on('connection', (socket) => lobby.join(socket));`,
      'call',
    ],
  ])('reports %s', async (_, text, per) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining(`grows with every ${per} `)]);
  });

  it.each([
    [
      'an entry that goes with its socket',
      `const users = {};\nio.on('connection', (socket) => { users[socket.id] = socket; socket.on('disconnect', () => { delete users[socket.id]; }); });`,
    ],
    [
      'a list with a limit',
      `const said = [];\nwss.on('connection', (ws) => { ws.on('message', (data) => { said.push(data); if (said.length > 50) said.shift(); }); });`,
    ],
    [
      'a list that stops growing',
      `const waiting = [];\nwss.on('connection', (ws) => { if (waiting.length >= 10) return ws.close(); waiting.push(ws); });`,
    ],
    [
      'one entry for each server of a bot',
      `const queues = new Map();\nclient.on('messageCreate', (message) => { queues.set(message.guild.id, message); });`,
    ],
    [
      'a timer that frees it',
      `const cooldowns = new Map();\nclient.on('messageCreate', (message) => { cooldowns.set(message.author.id, 1); setTimeout(() => cooldowns.delete(message.author.id), 3000); });`,
    ],
    [
      'commands that a bot loads',
      `const commands = new Map();\nfor (const command of load()) commands.set(command.name, command);\nclient.on('messageCreate', (message) => commands.get(message.content)?.run(message));`,
    ],
    [
      'an index of what the store holds',
      `const byId = new Map();\nbot.command('sync', async (ctx) => { for (const user of await store.users()) byId.set(user.id, user); });`,
    ],
    [
      'a set of names that the program knows',
      `const used = new Set();\nclient.on('interactionCreate', (interaction) => { const name = commands.pick(); used.add(name); });`,
    ],
    [
      'a list without doubles',
      `const names = [];\nclient.on('messageCreate', (message) => { const name = topic(message); if (!names.includes(name)) names.push(name); });`,
    ],
    [
      'an object for each request',
      `class Batch { constructor() { this.rows = {}; }\n  add(userId, row) { this.rows[userId] = row; } }\nexport const load = (all) => { const batch = new Batch(); for (const one of all) batch.add(one.owner, one); return batch; };`,
    ],
    [
      'a service of each request',
      `@Injectable({ scope: Scope.REQUEST })\nexport class Loaded { private readonly users = new Map();\n  add(userId: string, user: User) { this.users.set(userId, user); } }`,
    ],
    [
      'a field that others reach',
      `@Injectable()\nexport class Loaded { readonly users = new Map();\n  add(userId: string, user: User) { this.users.set(userId, user); } }`,
    ],
    [
      'a field that a timer sets again',
      `@Injectable()\nexport class Seen { private users = new Set();\n  add(userId: string) { this.users.add(userId); }\n  reset() { this.users = new Set(); } }`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'a function that sets up its server',
      `export default (io) => { const online = new Map();\n  io.on('connection', (socket) => { socket.on('login', (data) => { const { _id } = data; online.set(_id, socket.id); }); }); };`,
      'grows with every request ',
    ],
    [
      'what a middleware is made with',
      `export const limit = () => { const hits = {};\n  return (req, res, next) => { hits[req.ip] = (hits[req.ip] ?? 0) + 1; next(); }; };`,
      'grows with every request ',
    ],
    [
      'what clients may leave out',
      `const meetings = new Map();\nio.on('connection', (socket) => { socket.on('create', ({ meetingId }) => meetings.set(meetingId, [])); socket.on('finish', (id) => { meetings.delete(id); }); });`,
      'of clients that just disconnect',
    ],
  ])('reports %s', async (_, text, part) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining(part)]);
  });

  it.each([
    [
      'what each connection has for itself',
      `wss.on('connection', (ws) => { const said = []; ws.on('message', (data) => { said.push(data); }); });`,
    ],
    [
      'what a connection has for itself, by a function',
      `function serve(ws) { const said = []; ws.on('message', (data) => { said.push(data); }); }\nwss.on('connection', serve);`,
    ],
    [
      'a request that is built',
      `export const load = (req, res) => { const rows = {}; find(req).on('row', (row) => { rows[row.id] = row; }); };`,
    ],
    [
      'what is left by request, or with the connection',
      `const online = {};\nio.on('connection', (socket) => { online[socket.id] = 1; socket.on('bye', () => { delete online[socket.id]; }); socket.on('disconnect', () => { delete online[socket.id]; }); });`,
    ],
    [
      'what the request itself takes out again',
      `const busy = new Set();\napp.post('/:id', async (req, res) => { busy.add(req.params.id); await work(); busy.delete(req.params.id); });`,
    ],
    [
      'what a set-up gives its caller',
      `export const collect = (app) => { const seen = {}; app.use((req, res, next) => { seen[req.ip] = 1; next(); }); return seen; };`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('a route of Next', () => {
  const path = '/project/app/api/demo/route.ts';
  const seen = `const seen = new Map();\n`;
  const adds = `  const ip = request.headers.get('x-forwarded-for');\n  seen.set(ip, Date.now());\n  return new Response('');\n`;
  it.each([
    ['a function', `${seen}export async function POST(request: Request) {\n${adds}}`],
    ['a constant', `${seen}export const GET = async (request: Request) => {\n${adds}};`],
    [
      'a list',
      `const log = [];\nexport async function PUT(req) {\n  log.push(req.headers.get('a'));\n  return new Response('');\n}`,
    ],
  ])('adds for each request: %s', async (_, text) => {
    expect(await findingsOf(rule, text, { path })).toHaveLength(1);
  });

  it.each([
    [
      'what is deleted',
      `${seen}export async function POST(request) {\n${adds}}\nsetInterval(() => seen.clear(), 1000);`,
    ],
    ['a function that is not exported', `${seen}async function POST(request) {\n${adds}}`],
    ['a function of another name', `${seen}export async function warm(request) {\n${adds}}`],
  ])('is fine with %s', async (_, text) => {
    expect(await findingsOf(rule, text, { path })).toEqual([]);
  });

  it('is one in its own file only', async () => {
    expect(await findingsOf(rule, `${seen}export async function POST(request) {\n${adds}}`)).toEqual([]);
  });
});
