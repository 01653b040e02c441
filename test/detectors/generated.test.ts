import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

describe('a client that a tool generates into the project', () => {
  it.each([
    '../generated/prisma/client',
    './generated/prisma/client.js',
    '@/generated/prisma',
    '@acme/database/generated/client',
    '../../prisma/generated/client/index.ts',
  ])('is known by where it lies: %s', (specifier) => {
    const code = `
      import { PrismaClient } from '${specifier}';
      const held = globalThis as unknown as { prisma: PrismaClient | undefined };
      export const prisma: PrismaClient = held.prisma ?? new PrismaClient();
      export const load = () => prisma.user.findMany();`;
    expect(analyze(parse(code, 'src/a.ts'), noModules).calls.map(({ api, method }) => [api, method])).toEqual([
      ['db', 'findMany'],
    ]);
  });

  it.each(['../prisma/queries', './generated/types', './client'])('is not any module of the kind: %s', (specifier) => {
    const code = `import { PrismaClient } from '${specifier}'; new PrismaClient().user.findMany();`;
    expect(analyze(parse(code, 'src/a.ts'), noModules).calls).toEqual([]);
  });
});
