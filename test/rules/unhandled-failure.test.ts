import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

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

describe('promises of Bluebird', () => {
  const sequelize = "const { Sequelize } = require('sequelize');\nconst db = new Sequelize('x');\n";
  const messages = async (text: string, version: string): Promise<string[]> =>
    (await lintInMemory(sequelize + text, { rule }, { versions: { sequelize: version } })).messages.map(
      ({ message }) => message,
    );

  it.each([
    ['Sequelize before 6', "exports.f = () => { db.query('x'); };", '5.8.0', 'only a warning is printed'],
    [
      'a method that only they have',
      "exports.f = () => { db.query('x').spread((a) => a); };",
      '6.1.0',
      'only a warning is printed',
    ],
    [
      'a promise around one',
      "exports.f = () => new Promise((resolve) => { db.query('x').spread((a) => resolve(a)); });",
      '5.8.0',
      'the promise around it never settles',
    ],
    ['Sequelize from 6 on', "exports.f = () => { db.query('x'); };", '6.1.0', 'crashes the process'],
  ])('%s', async (_, text, version, consequence) => {
    const [found, ...more] = await messages(text, version);
    expect(more).toEqual([]);
    expect(found).toContain(consequence);
  });
});

describe('several promises that one function drops', () => {
  const two = "export function f() {\n  fetch('https://a.example');\n  fetch('https://b.example');\n}";
  it('are one finding, which names the other lines', async () => {
    const [found, ...more] = (await lintInMemory(two, { rule })).messages;
    expect(more).toEqual([]);
    expect(found!.message).toContain('and 1 other (line 3) are dropped');
    expect(found!.suggestions.map(({ title }) => title)).toEqual(['Catch the failure and log it, in all 2 places']);
  });

  it.each([
    ['other work is waited for', 'await one();', ['Catch the failure and log it', 'Await it']],
    ['a comment lets it go', '// no need to wait for this one', ['Catch the failure and log it']],
  ])('a log comes first where %s', async (_, before, titles) => {
    const text = `export async function f() {\n  await zero();\n  ${before}\n  fetch('https://a.example');\n}`;
    const [found] = (await lintInMemory(text, { rule })).messages;
    expect(found!.suggestions.map(({ title }) => title)).toEqual(titles);
  });
});
