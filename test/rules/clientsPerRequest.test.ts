import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unreleased-connection';
const head = `import { PrismaClient } from '@prisma/client';
import { MongoClient } from 'mongodb';
`;

describe('a client with a pool of its own', () => {
  it.each([
    [
      'for each request',
      'app.get("/a", async (req, res) => { const prisma = new PrismaClient(); res.json(await prisma.user.findMany()); });',
    ],
    [
      'in a handler with a name',
      'export const list = async (req, res) => { const client = new MongoClient(url); await client.connect(); res.json(await client.db("a").collection("b").findOne({})); };',
    ],
    [
      'in a method that is called again and again',
      'export class Users { async find(id) { const prisma = new PrismaClient(); return await prisma.user.findUnique({ where: { id } }); } }',
    ],
  ])('is never closed %s', async (_, text) => {
    expect(await findingsOf(rule, head + text)).toHaveLength(1);
  });

  it.each([
    [
      'that is closed',
      'export const list = async (req, res) => { const prisma = new PrismaClient(); try { res.json(await prisma.user.findMany()); } finally { await prisma.$disconnect(); } };',
    ],
    [
      'made once',
      'const prisma = new PrismaClient(); export const list = async (req, res) => { res.json(await prisma.user.findMany()); };',
    ],
    [
      'made at the start',
      'export async function main() { const prisma = new PrismaClient(); await prisma.user.findMany(); }',
    ],
    [
      'with an adapter',
      'export const list = async (req, res) => { const prisma = new PrismaClient({ adapter }); res.json(await prisma.user.findMany()); };',
    ],
    [
      'that is handed on',
      'export const list = async (req, res) => { const prisma = new PrismaClient(); req.db = prisma; };',
    ],
  ])('is silent about one %s', async (_, text) => {
    expect(await findingsOf(rule, head + text)).toEqual([]);
  });
});

describe('a lock that is asked for', () => {
  const lock = (options: string): string =>
    `import Redlock from 'redlock';\nconst redlock = new Redlock([redis], ${options});\nexport const take = () => redlock.acquire(['a'], 1000);`;

  it.each(['{ retryCount: -1 }', '{ retryCount: -1, retryDelay: 200 }', '{ ...rest, retryCount: -1 }'])(
    'without end: %s',
    async (options) => {
      expect(await findingsOf('unbounded-retry', lock(options))).toHaveLength(1);
    },
  );

  it.each(['{ retryCount: 5 }', '{}', '{ retryCount: 0 }'])('a few times: %s', async (options) => {
    expect(await findingsOf('unbounded-retry', lock(options))).toEqual([]);
  });
});
