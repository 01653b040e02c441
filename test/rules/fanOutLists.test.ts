import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-fan-out';
const options = { everyList: false };
const files = {
  '/project/src/load.ts': `import axios from 'axios';
export async function load(id: string) { return axios.get('https://a.example/' + id, { timeout: 1000 }); }
export const mapAll = (list, fn) => Promise.all(list.map(fn));
export async function runAll(list, fn) { const all = []; for (const one of list) all.push(fn(one)); await Promise.all(all); }
export async function inParts(list, fn) {
  for (let at = 0; at < list.length; at += 10) await Promise.all(list.slice(at, at + 10).map((one) => fn(one)));
}
export async function oneByOne(list, fn) { for (const one of list) await fn(one); }`,
  '/project/src/dto.ts': `import { ArrayMaxSize } from 'class-validator';
export class OpenDto { ids: string[]; }
export class ShortDto { @ArrayMaxSize(10) ids: string[]; }`,
};
const head = `import { Body, Post } from '@nestjs/common';
import request from 'request';
import { load, mapAll, runAll, inParts, oneByOne } from './load';
import { OpenDto, ShortDto } from './dto';
`;
const found = (text: string) => findingsOf(rule, head + text, { files, options });

describe('a helper that maps a list', () => {
  it.each([
    ['with a function', 'export const f = (ids: string[]) => mapAll(ids, (id) => load(id));'],
    ['with a name', 'export const f = (ids: string[]) => mapAll(ids, load);'],
    [
      'in a loop',
      'export const f = async (req) => { await runAll(req.body.ids, async (id) => { await load(id); }); };',
    ],
    [
      'in the same file',
      `async function each(fn, all) { await Promise.all(all.map(async (one) => { await fn(one); })); }
export const f = (ids: string[]) => each((id) => fetch('https://a.example/' + id), ids);`,
    ],
  ])('is seen through: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    ['a short list', "export const f = () => mapAll(['a', 'b'], (id) => load(id));"],
    ['a helper that works in parts', 'export const f = (ids: string[]) => inParts(ids, (id) => load(id));'],
    ['a helper that waits', 'export const f = (ids: string[]) => oneByOne(ids, load);'],
    ['a function that sends nothing', 'export const f = (ids: string[]) => mapAll(ids, (id) => id + 1);'],
  ])('is silent: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('where lists come in', () => {
  it.each([
    [
      'the body in a variable',
      'export async function f(req) { const ids = req.body.ids; await Promise.all(ids.map(load)); }',
    ],
    [
      'the body handed on',
      `async function all(ids) { await Promise.all(ids.map((id) => load(id))); }
export async function f(req) { await all(req.body.ids); }`,
    ],
    [
      'the body as JSON',
      'export async function POST(request) { const { urls } = await request.json(); await Promise.all(urls.map((x) => fetch(x))); }',
    ],
    [
      'a body that NestJS hands in',
      'export class A { @Post() async f(@Body() dto: OpenDto) { return Promise.all(dto.ids.map((id) => load(id))); } }',
    ],
    [
      'a list of that body',
      "export class A { @Post() async f(@Body('ids') list: string[]) { return Promise.all(list.map((id) => load(id))); } }",
    ],
    [
      'an array besides other parameters',
      'export async function f(tenant: string, ids: readonly string[]) { return Promise.all(ids.map((id) => load(tenant + id))); }',
    ],
    ['a CommonJS export', 'exports.f = async (ids) => Promise.all(ids.map((id) => load(id)));'],
    [
      'a callback in a promise',
      `const get = (u) => new Promise((resolve, reject) => { request(u, (e, r, body) => (e ? reject(e) : resolve(body))); });
export const f = async (req) => Promise.all(req.body.urls.map((u) => get(u)));`,
    ],
  ])('is told: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    [
      'a class that bounds it',
      'export class A { @Post() async f(@Body() dto: ShortDto) { return Promise.all(dto.ids.map((id) => load(id))); } }',
    ],
    [
      'the JSON of an answer',
      "export async function f() { const answer = await fetch('https://a.example'); const { urls } = await answer.json(); await Promise.all(urls.map((x) => fetch(x))); }",
    ],
    [
      'one of several that no type tells',
      'export const f = async (a, ids) => Promise.all(ids.map((id) => load(a + id)));',
    ],
    [
      'an array that is not of data',
      'export const f = async (a: A, parts: B[]) => Promise.all(parts.map((id) => load(id)));',
    ],
    [
      'one that is called here with a few',
      "export async function f(t: string, ids: string[]) { return Promise.all(ids.map((id) => load(t + id))); }\nf('t', ['a', 'b']);",
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('files that a client uploads', () => {
  const nest = (interceptor: string): string => `import { UploadedFiles, UseInterceptors } from '@nestjs/common';
export class Uploads {
  @Post()
  @UseInterceptors(${interceptor})
  save(@UploadedFiles() files: Express.Multer.File[]) { return Promise.all(files.map((file) => load(file.path))); }
}`;
  const express = (middleware: string): string =>
    `app.post('/files', ${middleware}, async (req, res) => { res.json(await Promise.all(req.files.map((file) => load(file.path)))); });`;

  it.each([
    ['an interceptor', nest("FilesInterceptor('files', 3)")],
    ['an interceptor with options', nest("FilesInterceptor('files', MAX_FILES, { dest: 'x' })")],
    ['multer', express("upload.array('files', 3)")],
  ])('are few where %s says how many', async (_, text) => expect(await found(text)).toEqual([]));

  it.each([
    ['an interceptor', nest("FilesInterceptor('files')")],
    ['an interceptor for any', nest('AnyFilesInterceptor()')],
  ])('are as many as they like where %s does not', async (_, text) => expect(await found(text)).toHaveLength(1));
});
