import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../detectors/analyze.ts';
import { noModules, summarize } from '../../src/values/index.ts';
import type { ModulePort } from '../../src/values/index.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

const timeouts = (text: string): readonly string[] =>
  analyze(parse(text, 'src/a.ts'), noModules).calls.map(({ timeout }) => timeout);

describe('options that come from elsewhere', () => {
  it('are the caller’s where they are part of a parameter, whatever their type is called', () => {
    const code = `
      import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
      interface Fields { config?: S3ClientConfig }
      class Store {
        private client: S3Client;
        constructor(fields?: Fields) { this.client = new S3Client({ ...fields?.config, region: 'x' }); }
        read() { return this.client.send(command); }
      }`;
    expect(timeouts(code)).toEqual(['none']);
  });

  it('are none where the argument is a text by its annotation', () => {
    const code = `
      import got from 'got';
      class Site {
        base?: string;
        a() { return got(this.base); }
        b(url: string) { return got(url); }
        c(target: object) { return got('u', target.options); }
      }`;
    expect(timeouts(code)).toEqual(['none', 'none', 'unknown']);
  });
});

describe('an address before the options', () => {
  const states = (made: string): readonly string[] =>
    analyze(parse(`import Redis from 'ioredis'; const r = ${made};`, 'src/a.ts'), noModules).clients.map(
      ({ timeout }) => timeout,
    );

  it.each([
    ['that falls back on a text', "new Redis(c.url ?? 'redis://localhost')"],
    ['that is a text one way', "new Redis('url' in c ? c.url : `redis://${c.host}`)"],
    ['with the options behind it', 'new Redis(c.url, { db: 1 })'],
    ['chosen, with the options behind it', 'new Redis(c.a ? c.host : c.url, { ...undefined, db: 1 })'],
  ])('holds none of them: %s', (_, made) => {
    expect(states(made)).toEqual(['none']);
  });

  it.each([
    ['an address or options', 'new Redis(c.a ?? c.b)'],
    ['options behind it from elsewhere', 'new Redis(c.url, c.options)'],
    ['options that are spread', 'new Redis(c.url, { ...c.options })'],
  ])('may be more: %s', (_, made) => {
    expect(states(made)).toEqual(['unknown']);
  });

  it('leaves what the options say', () => {
    expect(states("new Redis(c.url ?? 'redis://localhost', { commandTimeout: 500 })")).toEqual(['bounded']);
  });
});

describe('clients behind an interface of one’s own', () => {
  it('are what constructions in the same file hand over', () => {
    const code = `
      import { createClient } from 'redis';
      interface Reader { get(key: string): Promise<string> }
      class Cache {
        static create() { return new Cache(createClient({ url: 'redis://x' })); }
        private readonly reader: Reader;
        private constructor(reader: Reader) { this.reader = reader; }
        read(key: string) { return this.reader.get(key); }
      }`;
    expect(timeouts(code)).toHaveLength(1);
  });

  it('stay unknown where nobody constructs them with one', () => {
    const code = `
      import { createClient } from 'redis';
      interface Reader { get(key: string): Promise<string> }
      class Cache {
        constructor(private reader: Reader) {}
        read(key: string) { return this.reader.get(key); }
      }
      new Cache(new Map());`;
    expect(timeouts(code)).toEqual([]);
  });
});

describe('types that say what a function is called with', () => {
  it('hold for functions in an object of that type', () => {
    const code = `
      import type { PrismaClient } from '@prisma/client';
      interface Context { tx: Omit<PrismaClient, '$extends'> }
      interface Step { name: string; run(context: Context): Promise<void>; undo: (context: Context) => void }
      export const step: Step = {
        name: 'x',
        run: async ({ tx }) => { await tx.user.findMany(); },
        undo: (context) => context.tx.user.deleteMany(),
      };
      export const other = { run: async ({ tx }) => { await tx.user.findMany(); } };`;
    expect(analyze(parse(code, 'src/a.ts'), noModules).calls.map(({ method }) => method)).toEqual([
      'findMany',
      'deleteMany',
    ]);
  });

  it('are found where a module exports a value and a type by one name', () => {
    const port: ModulePort = {
      ...noModules,
      summary: () => ({
        file: 'src/db.ts',
        summary: summarize(
          parse(
            `import { PrismaClient as Made, Prisma as Names } from '@prisma/client';
             export const PrismaClient = Made;
             export type PrismaClient = Made;
             export const Prisma = Names;
             export namespace Prisma { export type Json = string }`,
            'src/db.ts',
          ),
          noModules,
          knowledge,
        ),
      }),
    };
    const code = `
      import { PrismaClient, Prisma } from './db';
      const client = new PrismaClient();
      client.user.count();
      export const f = (tx: Prisma.TransactionClient) => tx.user.update({});`;
    expect(analyze(parse(code, 'src/a.ts'), port).calls.map(({ method }) => method)).toEqual(['count', 'update']);
  });
});
