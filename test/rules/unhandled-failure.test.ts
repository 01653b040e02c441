import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unhandled-failure';
const express = `import express from 'express';\nconst app = express();\n`;
const get = `await fetch('https://a.example')`;

describe(rule, () => {
  it.each([
    ['a listener', `emitter.on('a', async () => {\n  ${get};\n  ${get};\n});`],
    ['a timer', `setTimeout(async () => {\n  ${get};\n}, 10);`],
    ['a handler of Express 4', `${express}app.get('/', async (req, res) => {\n  res.send(${get});\n});`],
  ])('reports %s once', async (_, text) => {
    expect(await findingsOf(rule, text, { versions: { express: '4.19.0' } })).toHaveLength(1);
  });

  it.each([
    [
      'a listener that catches',
      `emitter.on('a', async () => {\n  try {\n    ${get};\n  } catch (error) {\n    log(error);\n  }\n});`,
    ],
    ['a function', `export async function load() {\n  ${get};\n}`],
    ['a handler of Express 5', `${express}app.get('/', async (req, res) => {\n  res.send(${get});\n});`],
    ['a promise that is caught', `setTimeout(() => {\n  fetch('https://a.example').catch(log);\n}, 10);`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text, { versions: { express: '5.1.0' } })).toEqual([]);
  });
});

describe('what gives no promise, or is meant to end the program', () => {
  const pool = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
  const redis = (rest: string) =>
    `const redis = require('redis');\nexports.make = function () {\n  const client = redis.createClient();\n  client.on('ready', log);\n  ${rest}\n};`;
  const nest = "import type { Request, Response } from 'express';\nimport { NestFactory } from '@nestjs/core';\n";
  const handler = `${nest}export async function start(app) {\n  const server = express();\n  server.get('/', async (req, res) => { res.json(await fetch('https://a.example')); });\n}`;

  it.each([
    [
      'a callback by its name',
      `${pool}const listen = (error, client) => {};\nexport function start() { setTimeout(() => { pool.connect(listen); }, 10); }`,
    ],
    [
      'a callback that is a function declaration',
      `${pool}export function start() { pool.connect(listen); }\nfunction listen(error, client) {}`,
    ],
    [
      'a log and a throw at the start',
      `${pool}export class Service { constructor() { pool.connect().catch((error) => { console.error('no database', error); throw error; }); } }`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('knows redis before 4 by its version', async () => {
    expect(await findingsOf(rule, redis("client.auth('x');"), { versions: { redis: '2.6.5' } })).toEqual([]);
    expect(await findingsOf(rule, redis("client.auth('x');"), { versions: { redis: '4.6.0' } })).toHaveLength(1);
  });

  it('knows the express of Nest by the version of its platform', async () => {
    const text = `import express from 'express';\n${handler}`;
    const versions = { express: '4.22.1', '@nestjs/platform-express': '11.1.21' };
    const dependencies = ['@nestjs/platform-express'];
    expect(await findingsOf(rule, text, { versions, dependencies })).toEqual([]);
    const older = { ...versions, '@nestjs/platform-express': '10.4.0' };
    expect(await findingsOf(rule, text, { versions: older, dependencies })).toHaveLength(1);
    expect(await findingsOf(rule, text, { versions, dependencies: ['express', ...dependencies] })).toHaveLength(1);
  });

  it.each([
    ['no callback', `${pool}export function start() { pool.connect(); }`],
    [
      'a rethrow while a request is served',
      "import express from 'express';\nimport { Pool } from 'pg';\nconst pool = new Pool();\nconst app = express();\napp.get('/', (req, res) => { pool.query('select 1').catch((error) => { console.error(error); throw error; }); });",
    ],
    [
      'a rethrow that says nothing',
      `${pool}export function start() { pool.query('select 1').catch((error) => { throw error; }); }`,
    ],
  ])('and still reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});
