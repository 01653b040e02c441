/**
 * Packages that the tables describe, each with one usual use: what is learned of it from its code alone is held against
 * the table. And packages that ask nobody.
 */
export interface LearnedSubject {
  readonly name: string;
  readonly version: string;
  /** A statement of an async function that sends one request; `x` is the package's default export, `ns` all of it. */
  readonly use: string;
}

const subject = (name: string, version: string, use: string): LearnedSubject => ({ name, version, use });

export const talkers: readonly LearnedSubject[] = [
  subject('axios', '1.21.1', 'return x.get(u)'),
  subject('got', '14.6.6', 'return x.get(u)'),
  subject('node-fetch', '3.3.2', 'return x(u)'),
  subject('cross-fetch', '4.1.0', 'return x(u)'),
  subject('ky', '1.14.3', 'return x.get(u)'),
  subject('superagent', '10.4.2', 'return await x.get(u)'),
  subject('needle', '3.5.0', "return x('get', u)"),
  subject('undici', '7.30.2', 'return ns.request(u)'),
  subject('ofetch', '1.5.1', 'return ns.ofetch(u)'),
  subject('wretch', '2.11.1', 'return x(u).get().json()'),
  subject('request', '2.88.2', 'return x.get(u, done)'),
  subject('bent', '7.3.12', "const get = x('json'); return await get(u)"),
  subject('graphql-request', '7.4.0', "return new ns.GraphQLClient(u).request('{ a }')"),
  subject('@octokit/core', '7.0.8', "return new ns.Octokit().request('GET /a')"),
  subject('ioredis', '6.0.0', "const c = new x(); return await c.get('k')"),
  subject('redis', '6.3.1', 'const c = ns.createClient(); return await c.connect()'),
  subject('@upstash/redis', '1.39.0', "return new ns.Redis({ url: u }).get('k')"),
  subject('memjs', '1.3.2', "const c = ns.Client.create(u); return await c.get('k')"),
  subject('pg', '8.23.1', "const p = new ns.Pool(); return await p.query('select 1')"),
  subject('mysql2', '3.24.6', "const c = ns.createConnection(u); return c.query('select 1', done)"),
  subject('mongodb', '7.9.0', "const c = new ns.MongoClient(u); return await c.db().collection('a').findOne({})"),
  subject('amqplib', '2.3.1', 'return await ns.connect(u)'),
  subject('nats', '2.29.3', 'return await ns.connect({ servers: u })'),
  subject('ldapts', '8.2.0', "const c = new ns.Client({ url: u }); return await c.bind('a', 'b')"),
  subject('nodemailer', '10.6.1', 'const t = ns.createTransport({}); return await t.sendMail({})'),
  subject('@sendgrid/mail', '8.1.6', 'return await x.send({})'),
  subject('postmark', '5.1.0', "const c = new ns.ServerClient('t'); return await c.sendEmail({})"),
  subject('resend', '6.38.0', "const c = new ns.Resend('k'); return await c.emails.send({})"),
  subject('mailgun.js', '14.0.1', "const c = new x(FormData).client({}); return await c.messages.create('d', {})"),
  subject('twilio', '6.2.0', "const c = x('a', 'b'); return await c.messages.create({})"),
  subject('stripe', '23.1.0', "const c = new x('k'); return await c.charges.create({})"),
  subject('@slack/web-api', '8.2.0', "const c = new ns.WebClient('t'); return await c.chat.postMessage({})"),
  subject('openai', '6.49.0', 'const c = new x(); return await c.models.list()'),
  subject('@anthropic-ai/sdk', '1.14.0', 'const c = new x(); return await c.messages.create({})'),
  subject('groq-sdk', '1.6.0', 'const c = new x(); return await c.chat.completions.create({})'),
  subject('cohere-ai', '8.1.0', 'const c = new ns.CohereClient({}); return await c.chat({})'),
  subject('meilisearch', '0.62.0', "const c = new ns.Meilisearch({ host: u }); return await c.index('a').search('b')"),
  subject('algoliasearch', '5.64.0', "const c = ns.algoliasearch('a', 'b'); return await c.search({})"),
  subject('@elastic/elasticsearch', '9.4.3', 'const c = new ns.Client({ node: u }); return await c.search({})'),
  subject('typesense', '3.1.0', "const c = new ns.Client({}); return await c.collections('a').documents().search({})"),
  subject('@supabase/supabase-js', '2.109.0', "const c = ns.createClient(u, 'k'); return await c.from('a').select()"),
  subject('@notionhq/client', '5.26.0', 'const c = new ns.Client({}); return await c.users.list({})'),
  subject('posthog-node', '5.70.0', "const c = new ns.PostHog('k'); return await c.getFeatureFlag('a', 'b')"),
  subject('minio', '8.0.7', "const c = new ns.Client({}); return await c.getObject('a', 'b')"),
];

/** Of these nothing may be said to send: they parse, check, serve or read files. */
export const silent: readonly Omit<LearnedSubject, 'use'>[] = [
  { name: 'url-parse', version: '1.5.10' },
  { name: 'qs', version: '6.17.1' },
  { name: 'uuid', version: '14.0.3' },
  { name: 'zod', version: '4.6.7' },
  { name: 'semver', version: '7.8.6' },
  { name: 'dotenv', version: '18.0.10' },
  { name: 'express', version: '5.3.0' },
  { name: 'koa', version: '3.3.0' },
];
