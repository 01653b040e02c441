import { describe, expect, it } from 'vitest';
import { inventoryOf } from './inventoryOf.ts';

/** `api timeout` of each call. */
async function callsOf(code: string): Promise<string[]> {
  return (await inventoryOf(code)).map(({ api, timeout }) => `${api} ${timeout}`);
}

describe('clients of hosted services', () => {
  it.each([
    [
      'minio',
      "import { Client } from 'minio'; const s3 = new Client({ endPoint: 'a' }); await s3.statObject('b', 'c'); await s3.getObject('b', 'c'); s3.presignedUrl('GET', 'b', 'c');",
      ['sdk:minio none', 'sdk:minio none'],
    ],
    [
      'minio of CommonJS',
      "const Minio = require('minio'); const s3 = new Minio.Client({ endPoint: 'a' }); s3.bucketExists('b');",
      ['sdk:minio none'],
    ],
    [
      'web-push',
      "import webpush from 'web-push'; webpush.setVapidDetails(a, b, c); await webpush.sendNotification(s, p); await webpush.sendNotification(s, p, { timeout: 5000 });",
      ['sdk:web-push none', 'sdk:web-push bounded'],
    ],
    [
      'email-templates',
      "import Email from 'email-templates'; const email = new Email({ message: {}, transport: {} }); await email.send({ template: 't' });",
      ['mail bounded'],
    ],
    [
      'mailgun.js',
      "import Mailgun from 'mailgun.js'; const mailgun = new Mailgun(FormData); const mg = mailgun.client({ username: 'api', key }); await mg.messages.create('a.example', {}); const quick = mailgun.client({ username: 'api', key, timeout: 5000 }); await quick.messages.create('a.example', {});",
      ['mail none', 'mail bounded'],
    ],
    [
      'superagent-promise',
      "const request = require('superagent-promise')(require('superagent'), Promise); request.get(u).set('a', 'b').end(); request.post(u).timeout(5000).end();",
      ['superagent none', 'superagent bounded'],
    ],
    [
      'superagent-promise, made with what it is given elsewhere',
      "const make = require('superagent-promise'); const agent = require('superagent'); const request = make(agent, Promise); request('GET', u).end();",
      ['superagent none'],
    ],
    ['superagent-promise, made and not used', "require('superagent-promise')(require('superagent'), Promise);", []],
    [
      'urllib',
      "import urllib, { HttpClient } from 'urllib'; await urllib.request(u, { method: 'PUT' }); const client = new HttpClient(); await client.curl(u, { timeout: 0 });",
      ['other:urllib bounded', 'other:urllib none'],
    ],
    [
      '@adobe/fetch',
      "import { fetch, h1 } from '@adobe/fetch'; await fetch(u); await fetch(u, { timeout: 3000 }); await fetch(u, { signal: AbortSignal.timeout(9) }); const { fetch: one } = h1(); await one(u);",
      ['other:adobe-fetch none', 'other:adobe-fetch none', 'other:adobe-fetch bounded', 'other:adobe-fetch none'],
    ],
    [
      'telegraf',
      "import { Telegraf } from 'telegraf'; const bot = new Telegraf(t); await bot.telegram.sendMessage(1, 'a'); bot.command('a', f);",
      ['sdk:telegraf bounded'],
    ],
    [
      'grammy',
      "import { Bot } from 'grammy'; const bot = new Bot(t); await bot.api.sendMessage(1, 'a'); bot.api.config.use(x);",
      ['sdk:grammy bounded'],
    ],
    [
      'node-vault',
      "const vault = require('node-vault')({ endpoint: 'https://vault.internal' }); vault.read('secret/a'); vault.read('secret/a', { timeout: 5000 });",
      ['sdk:vault none', 'sdk:vault bounded'],
    ],
    [
      'jwks-rsa',
      "import jwksClient from 'jwks-rsa'; const client = jwksClient({ jwksUri: u }); await client.getSigningKey(kid);",
      ['sdk:jwks-rsa bounded'],
    ],
    [
      'pusher',
      "import Pusher from 'pusher'; const pusher = new Pusher({ appId: 'a' }); await pusher.trigger('c', 'e', {}); const quick = new Pusher({ timeout: 3000 }); await quick.trigger('c', 'e', {});",
      ['sdk:pusher none', 'sdk:pusher bounded'],
    ],
    [
      'amqp-connection-manager',
      "import amqp from 'amqp-connection-manager'; const channel = amqp.connect(['amqp://a']).createChannel({ json: true }); await channel.sendToQueue('q', {}); const quick = amqp.connect([u]).createChannel({ publishTimeout: 5000 }); await quick.publish('x', 'r', {});",
      ['queue none', 'queue bounded'],
    ],
    [
      'consul',
      "import Consul from 'consul'; const c = new Consul({ host: 'c' }); await c.kv.get('a'); await c.session.renew('id'); c.watch({ method: c.kv.get }); const quick = new Consul({ defaults: { timeout: 500 } }); await quick.kv.get('a'); await c.kv.get({ key: 'a', timeout: 500 });",
      ['sdk:consul none', 'sdk:consul none', 'sdk:consul bounded', 'sdk:consul bounded'],
    ],
    [
      'openapi-fetch',
      "import createClient from 'openapi-fetch'; const api = createClient<paths>({ baseUrl: u }); await api.GET('/a'); await api.POST('/a', { body, signal: AbortSignal.timeout(500) }); api.use(log);",
      ['sdk:openapi-fetch none', 'sdk:openapi-fetch bounded'],
    ],
  ])('%s', async (_, code, expected) => {
    expect(await callsOf(code)).toEqual(expected);
  });

  it('are not taken for others of the same shape', async () => {
    expect(await callsOf("import { Client } from './client'; await new Client({}).statObject('b', 'c');")).toEqual([]);
  });
});
