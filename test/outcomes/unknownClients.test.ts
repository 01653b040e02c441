import { describe, expect, it } from 'vitest';
import { factsOf } from '../retries/found.ts';

/** What is lost in a file, as `api how`. */
const lost = (text: string): string[] => factsOf(text).rejections.map(({ api, how }) => `${api} ${how}`);

const redis =
  "const { createNodeRedisClient } = require('handy-redis'); const r = createNodeRedisClient({ host: 'h' });";

describe('calls of packages that no library describes', () => {
  it.each([
    ['in a timer', `${redis} setInterval(async () => { await r.lpush('w', '1'); }, 60000);`, 'other:handy-redis'],
    [
      'set later, given by a function',
      "import { make } from 'feeds'; let r; const get = () => r; export function init() { r = make({ host: 'h' }); const it = get(); setInterval(async () => { await it.poll(); }, 9); }",
      'other:feeds',
    ],
    [
      'a field, on an address that is set before',
      "import Feed from 'feeds'; const options = { url: u }; export class A { constructor() { this.feed = new Feed(options); } start(x) { x.on('a', async () => { await this.feed.send(1); }); } }",
      'other:feeds',
    ],
    [
      'what it hands to its listeners',
      "import { Chat } from '@acme/chat'; const chat = new Chat({ token }); chat.on('message', async (m) => { await m.reply('hi'); });",
      'other:@acme/chat',
    ],
    [
      'what it hands to a function by its name',
      "import { Chat } from '@acme/chat'; const chat = new Chat({ token }); const join = async (m) => { await m.join(); }; chat.on('message', join);",
      'other:@acme/chat',
    ],
    [
      'a list of what it holds',
      "import { Chat } from '@acme/chat'; const chat = new Chat({}); chat.once('ready', async () => { await Promise.all(chat.rooms.map((room) => room.fetch())); }); chat.login(token);",
      'other:@acme/chat',
    ],
    [
      'what a client that is described hands on',
      "import { Client } from 'discord.js'; const client = new Client(o); client.on('messageCreate', async (m) => { await m.reply('hi'); });",
      'sdk:discord',
    ],
  ])('%s', (_, text, api) => {
    expect(lost(text)).toEqual([`${api} callback`]);
  });

  it('a function of the project that is dropped', () => {
    expect(lost(`${redis} async function save() { await r.set('a', 1); } exports.run = () => { save(); };`)).toEqual([
      'other:handy-redis floating',
    ]);
  });

  it.each([
    ['caught', `${redis} setInterval(async () => { try { await r.lpush('w', '1'); } catch (e) { log(e); } }, 9);`],
    ['where its caller hears of it', `${redis} exports.run = async () => { await r.lpush('w', '1'); };`],
    ['that are not waited for', `${redis} setInterval(async () => { r.lpush('w', '1'); }, 9);`],
    ['goodbyes', `${redis} process.on('SIGTERM', async () => { await r.quit(); });`],
    [
      'of one job, at whose end it is closed',
      "import { Client } from 'discord.js'; const client = new Client(o); client.once('ready', async () => { await client.application.commands.set(all); client.destroy(); });",
    ],
    [
      'of what works in this process',
      "import { Mutex } from 'async-mutex'; const mutex = new Mutex(); setInterval(async () => { await mutex.acquire(); }, 9);",
    ],
    [
      'of a queue in memory',
      "import PQueue from 'p-queue'; const q = new PQueue({ concurrency: 2 }); setInterval(async () => { await q.onIdle(); }, 9);",
    ],
    ['of a module of the project', "import { db } from './db'; setInterval(async () => { await db.poll(); }, 9);"],
    ['of a parameter from anywhere', 'export const f = (x) => { setInterval(async () => { await x.poll(); }, 9); };'],
    [
      'where failures of listeners become events that are heard',
      "import { Client } from 'discord.js'; const client = new Client(o); client.on('error', log); client.on('messageCreate', async (m) => { await m.reply('hi'); });",
    ],
    [
      'names of what it holds',
      "import { Chat } from '@acme/chat'; const chat = new Chat({ token }); chat.once('ready', async () => { await Promise.all(chat.rooms.map((room) => room.name)); });",
    ],
  ])('not %s', (_, text) => {
    expect(lost(text)).toEqual([]);
  });
});
