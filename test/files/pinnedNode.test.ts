import { expect, it } from 'vitest';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { folderWith } from './folder.ts';

it.each([
  ['its Dockerfile', { Dockerfile: 'FROM node:12 AS build\nRUN x\nFROM node:14-alpine\n' }, '14.0.0'],
  ['.nvmrc', { '.nvmrc': 'v12.3\n' }, '12.0.0'],
  ['an image of a registry', { Dockerfile: 'FROM --platform=linux/amd64 r.example/library/node:20.1\n' }, '20.0.0'],
  ['engines, before all', { '.nvmrc': '12', 'package.json': '{"engines":{"node":">=18"}}' }, '18.0.0'],
  ['nothing', { Dockerfile: 'FROM alpine:3\n' }, undefined],
  ['another image', { Dockerfile: 'FROM my-node:12\nFROM node:lts\n' }, undefined],
])('the version of Node that a project runs on: %s', (_, files, expected) => {
  const root = folderWith({ 'package.json': '{}', 'src/a.ts': '', ...files });
  expect(new DiskFiles().lowestNode(`${root}/src/a.ts`)).toBe(expected);
});
