import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { installed, versionOf } from './install.ts';
import { badServer, silentServer } from './server.ts';
import type { Behaviour, BadServer } from './server.ts';
import { defaultsOf, ends, libraryNamed, optionsOf, retriesOf } from './table.ts';

interface Subject {
  readonly library: string;
  readonly package: string | null;
}
type Client = Subject & {
  readonly send: (url: string, options: object, port: number) => Promise<unknown>;
  readonly retryMs?: number;
  readonly partly?: boolean;
  /** Options that switch its retries off, so that a timeout shows. */
  readonly once?: object;
};
type Store = Subject & {
  readonly phase: 'connect' | 'operation';
  readonly bounding?: object;
  readonly send: (port: number, options: object) => Promise<unknown>;
};
type Policy = Subject & { readonly run: (f: () => Promise<never>) => Promise<unknown> };
type Limiter = Subject & {
  readonly expected: number;
  readonly run: (tasks: (() => Promise<void>)[]) => Promise<unknown>;
};
interface Subjects {
  readonly clients: readonly Client[];
  readonly stores: readonly Store[];
  readonly retriers: readonly Policy[];
  readonly endless: readonly Policy[];
  readonly limiters: readonly Limiter[];
  readonly bounds: readonly Policy[];
  readonly optionValues: Readonly<Record<string, () => unknown>>;
}

/** A call that has not settled after this long is pending. */
const patience = 1500;
const rows: { subject: string; what: string; table: string; measured: string; agrees: boolean }[] = [];
// Clients that are left alone with their servers go on failing after the measurement.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

const folder = await installed();
const subjects = (await import(pathToFileURL(join(folder, 'subjects.mjs')).href)) as Subjects;
const only = process.argv.slice(2);
const wanted = <T extends Subject>(of: readonly T[]): readonly T[] =>
  only.length === 0 ? of : of.filter((subject) => only.includes(subject.library));

for (const client of wanted(subjects.clients)) await measureClient(client);
for (const store of wanted(subjects.stores)) await measureStore(store);
for (const policy of wanted(subjects.retriers)) await measureCount(policy);
for (const policy of wanted(subjects.endless)) await measureEndless(policy);
for (const policy of wanted(subjects.limiters)) await measureLimiter(policy);
for (const policy of wanted(subjects.bounds)) {
  note(await nameOf(policy), 'hang', 'rejects', await outcome(policy.run(() => new Promise<never>(() => {}))));
}
report();

async function measureClient(client: Client): Promise<void> {
  const library = libraryNamed(client.library);
  const version = await versionFor(client);
  const name = await nameOf(client);
  const defaults = defaultsOf(library, version);
  const shortDefault = (defaults?.timeout?.ms?.call ?? Infinity) < patience;
  const cases: Promise<void>[] = [
    against('hang', async (server) => {
      note(name, 'hang', shortDefault ? 'rejects' : 'pending', await outcome(client.send(server.url, {}, server.port)));
    }),
    against('503', async (server) => {
      const sent = outcome(client.send(server.url, {}, server.port), client.retryMs ?? patience);
      const got = await sent;
      const attempts = defaults?.retry?.attempts ?? 1;
      if (!client.partly) note(name, '503', library.rejectsOnStatus ? 'rejects' : 'resolves', got);
      if (client.partly) note(name, '503 attempts', 'several', server.requests() > 1 ? 'several' : 'one');
      else note(name, '503 attempts', String(attempts), String(server.requests()));
    }),
    against('reset', async (server) => {
      const got = await outcome(client.send(server.url, {}, server.port), client.retryMs ?? patience);
      if (!client.partly) note(name, 'reset', 'rejects', got);
    }),
  ];
  for (const option of optionsOf(library, version)) {
    const value = subjects.optionValues[option.option];
    // Superagent has no options object, and Slack's belong to its constructor.
    if (!value || client.send.length < 2 || option.acceptedAt === 'instance') continue;
    const options = nested(option.option, value());
    for (const behaviour of ['hang', 'drip'] as const) {
      // What is idle depends on how slowly the server drips.
      if (behaviour === 'drip' && option.bounds === 'idle' && !option.countsAsBound) continue;
      cases.push(
        against(behaviour, async (server) => {
          const sent = client.send(server.url, { ...client.once, ...options }, server.port);
          const expected = ends(option, behaviour) ? 'ends' : 'pending';
          const got = await outcome(sent);
          note(name, `${option.option} ${behaviour}`, expected, got === 'pending' ? got : 'ends');
        }),
      );
    }
  }
  await Promise.all(cases);
}

function nested(path: string, value: unknown): object {
  return path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

async function measureStore(store: Store): Promise<void> {
  const timeout = defaultsOf(libraryNamed(store.library), await versionFor(store))?.timeout;
  const name = await nameOf(store);
  const state = (store.phase === 'connect' ? timeout?.connect : undefined) ?? timeout?.operation;
  // Redis answers its greetings, and not what is asked of it.
  const answer = (data: string): string =>
    store.library.includes('redis') && !/get/i.test(data) ? '+OK\r\n'.repeat((data.match(/\*\d/g) ?? []).length) : '';
  await silently(answer, async (server) => {
    const got = await outcome(store.send(server.port, {}));
    note(name, `silent ${store.phase} (${state})`, 'pending', got);
  });
  const { bounding } = store;
  if (!bounding) return;
  const options = Object.entries(bounding).reduce((all, [path, value]) => ({ ...all, ...nested(path, value) }), {});
  await silently(answer, async (server) => {
    note(name, `silent, ${Object.keys(bounding).join()}`, 'rejects', await outcome(store.send(server.port, options)));
  });
}

async function measureCount(policy: Policy): Promise<void> {
  const retries = retriesOf(libraryNamed(policy.library));
  let calls = 0;
  await outcome(policy.run(() => (calls++, Promise.reject(new Error('fetch failed')))));
  const expected = retries?.options?.countsAs === 'total' ? 3 : 4;
  note(await nameOf(policy), 'calls made of 3', String(expected), String(calls));
}

async function measureEndless(policy: Policy): Promise<void> {
  const figures = retriesOf(libraryNamed(policy.library))?.figures;
  const enough = 200;
  let calls = 0;
  await outcome(
    policy.run(async () => {
      calls++;
      await sleep(0);
      // Ends what would not.
      if (calls > enough) return new Promise<never>(() => {});
      throw new Error('fails');
    }),
  );
  note(
    await nameOf(policy),
    'end of retries',
    figures?.attempts === null ? 'none' : 'some',
    calls > enough ? 'none' : 'some',
  );
}

async function measureLimiter(limiter: Limiter): Promise<void> {
  let running = 0;
  let most = 0;
  const task = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await sleep(5);
    running--;
  };
  await limiter.run(Array.from({ length: 10 }, () => task));
  note(await nameOf(limiter), 'at once, of 10', String(limiter.expected), String(most));
}

async function outcome(promise: Promise<unknown>, within = patience): Promise<string> {
  return Promise.race([
    promise.then(
      () => 'resolves',
      () => 'rejects',
    ),
    sleep(within, 'pending'),
  ]);
}

async function against(behaviour: Behaviour, measure: (server: BadServer) => Promise<void>): Promise<void> {
  const server = await badServer(behaviour);
  await measure(server).finally(() => server.stop());
}

async function silently(
  answer: (text: string) => string,
  measure: (server: BadServer) => Promise<void>,
): Promise<void> {
  const server = await silentServer(answer);
  await measure(server).finally(() => server.stop());
}

async function versionFor(subject: Subject): Promise<string | undefined> {
  return subject.package === null ? undefined : versionOf(folder, subject.package);
}

async function nameOf(subject: Subject): Promise<string> {
  const version = await versionFor(subject);
  return version === undefined ? `${subject.library} (Node ${process.versions.node})` : `${subject.library} ${version}`;
}

function note(subject: string, what: string, table: string, measured: string): void {
  rows.push({ subject, what, table, measured, agrees: table === measured });
}

function report(): void {
  const width = Math.max(...rows.map(({ subject }) => subject.length));
  for (const { subject, what, table, measured, agrees } of rows) {
    console.log(
      `${agrees ? 'ok  ' : 'DIFF'} ${subject.padEnd(width)}  ${what.padEnd(32)} ${measured}${agrees ? '' : `, the table says ${table}`}`,
    );
  }
  const wrong = rows.filter(({ agrees }) => !agrees).length;
  console.log(
    `\n${rows.length} measurements of ${new Set(rows.map(({ subject }) => subject)).size} packages, ${wrong} against the table`,
  );
  // Abandoned clients would keep the process alive.
  process.exit(wrong > 0 ? 1 : 0);
}
