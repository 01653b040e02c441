import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../src/files/environment.ts';
import type { Manifest } from '../../src/files/packages.ts';

const manifest = (json: Manifest['json'], name?: string): Manifest => ({
  path: '/p/package.json',
  folder: '/p',
  ...(name === undefined ? {} : { name }),
  json,
});
const command = manifest({ bin: { tool: 'bin/tool.js' } });
const page = manifest({ dependencies: { vue: '^3.0.0', vite: '^5.0.0' } });
const both = manifest({ dependencies: { express: '^4.0.0', 'react-dom': '^18.0.0' } });
const fetches = "export const load = () => fetch('https://a.example');";

describe('a package with a command', () => {
  it.each([
    ['bin/tool.js', fetches, 'cli'],
    ['src/commands/login.ts', fetches, 'cli'],
    ['src/load.ts', fetches, 'cli'],
    ['src/server.ts', `import http from 'node:http';\nhttp.createServer(f).listen(80);`, 'server'],
  ])('%s', (path, text, environment) => {
    expect(environmentOf(`/p/${path}`, text, command)).toBe(environment);
  });

  it('is a server where its command starts one', () => {
    expect(environmentOf('/p/src/rates.ts', fetches, command, () => true)).toBe('server');
  });

  it('is all command where it asks people, unless it serves', () => {
    const asking = { bin: 'bin/tool.js', main: 'dist/index.js', dependencies: { inquirer: '^12.0.0' } };
    expect(environmentOf('/p/lib/load.ts', fetches, manifest(asking))).toBe('cli');
    const serving = { ...asking, dependencies: { inquirer: '^12.0.0', express: '^4.0.0' } };
    expect(environmentOf('/p/lib/load.ts', fetches, manifest(serving))).toBe('server');
  });

  it('is a library beside its command where it has exports', () => {
    const library = manifest({ bin: 'bin/tool.js', exports: './index.js' });
    expect(environmentOf('/p/src/load.ts', fetches, library)).toBe('unknown');
    expect(environmentOf('/p/src/cli/login.ts', fetches, library)).toBe('cli');
  });
});

describe('pages and servers', () => {
  it.each([
    ['a page of a package that builds one', page, 'src/gist.ts', fetches, 'browser'],
    ['a server file beside it', page, 'build/fetch.ts', `import fs from 'node:fs';\n${fetches}`, 'server'],
    [
      'a script that looks at the page',
      undefined,
      'src/menu.js',
      `document.querySelector('a');\n${fetches}`,
      'browser',
    ],
    ['a service worker', undefined, 'src/sw.js', "self.addEventListener('fetch', f);", 'browser'],
    ['what is served as it is', undefined, 'public/app.js', fetches, 'browser'],
    [
      'a document of a database',
      both,
      'src/store.ts',
      'export const one = (document) => save(document.title);',
      'unknown',
    ],
    ['the server of an application', both, 'server/store.ts', fetches, 'server'],
    ['its pages', both, 'src/components/List.tsx', fetches, 'browser'],
    [
      'a package that draws on the server',
      manifest({ dependencies: { preact: '^10.0.0' } }),
      'src/handler.ts',
      fetches,
      'unknown',
    ],
  ])('%s', (_, owner, path, text, environment) => {
    expect(environmentOf(`/p/${path}`, text, owner)).toBe(environment);
  });
});

describe('what talks to a person at a terminal', () => {
  const server = manifest({ dependencies: { express: '^4.0.0' } });
  it.each([
    ['a wizard', server, `import inquirer from 'inquirer';\n${fetches}`, 'cli'],
    ['a prompt', server, `const prompts = require('prompts');\n${fetches}`, 'cli'],
    ['arguments', undefined, `import { Command } from 'commander';\n${fetches}`, 'cli'],
    ['a package that asks', manifest({ dependencies: { '@inquirer/prompts': '^7.0.0' } }), fetches, 'cli'],
    ['a server that takes arguments', server, `import yargs from 'yargs';\napp.listen(yargs.argv.port);`, 'server'],
    [
      'a library that asks',
      manifest({ dependencies: { prompts: '^2.0.0' }, exports: './index.js' }),
      fetches,
      'unknown',
    ],
    ['a server beside others', server, fetches, 'server'],
  ])('%s', (_, package_, text, environment) => {
    expect(environmentOf('/p/src/load.ts', text, package_)).toBe(environment);
  });
});

describe('code for browsers in the package of a server', () => {
  const server = manifest({ dependencies: { express: '^4.0.0' }, browser: { './lib/node.js': './lib/page.js' } });
  it.each([
    ['what the browser field names', 'lib/page.ts', fetches, 'browser'],
    ['what it puts it in the place of', 'lib/node.ts', fetches, 'server'],
    ['what asks the window', 'src/common/api.ts', `const base = window.origin;\n${fetches}`, 'browser'],
    ['what asks the document', 'app/main.ts', `document.title = 'x';\n${fetches}`, 'browser'],
    ['a window of time', 'src/rates.ts', `const n = window.size;\n${fetches}`, 'server'],
    ['a document of a database', 'src/save.ts', `await document.save();\n${fetches}`, 'server'],
  ])('%s', (_, path, text, environment) => {
    expect(environmentOf(`/p/${path}`, text, server)).toBe(environment);
  });
});

describe('packages whose name says where they run', () => {
  const workspace = manifest({ dependencies: { express: '^4.0.0', 'react-dom': '^18.0.0', webpack: '^5.0.0' } });
  const next = { dependencies: { next: '^14.0.0', 'react-dom': '^18.0.0' } };
  const frontend = manifest(next, '@shop/frontend');
  const asking = { dependencies: { prompts: '^2.0.0' }, main: 'dist/index', types: 'dist/index' };
  it.each([
    ['a part of a workspace', workspace, 'packages/shop-client/src/store.ts', fetches, 'browser'],
    ['an application of a workspace', workspace, 'apps/web/frontend/src/store.ts', fetches, 'browser'],
    ['a client for servers', workspace, 'packages/api-client/src/store.ts', fetches, 'unknown'],
    ['what calls an API', frontend, 'src/api/builder.ts', fetches, 'browser'],
    ['the API of a page', frontend, 'src/pages/api/orders.ts', fetches, 'server'],
    ['a package of another name', manifest(next, '@shop/web'), 'src/api/builder.ts', fetches, 'server'],
    ['the commands of another package', manifest(asking, '@shop/core-cli'), 'src/npm.ts', fetches, 'cli'],
    ['a library that asks', manifest(asking, '@shop/prompt'), 'src/npm.ts', fetches, 'unknown'],
  ])('%s', (_, owner, path, text, environment) => {
    expect(environmentOf(`/p/${path}`, text, owner)).toBe(environment);
  });
});

describe('hooks and components that others bring into their pages', () => {
  const peers = (
    peerDependencies: Record<string, string>,
    rest: Manifest['json'] = { dependencies: { ky: '^1.0.0' } },
  ) => ({
    peerDependencies,
    ...rest,
  });

  it.each([
    ['by their name', manifest(peers({ react: '^18.0.0' }), '@acme/react-orders'), fetches, 'browser'],
    ['by what they load', manifest(peers({ vue: '^3.0.0' })), `import { ref } from 'vue';\n${fetches}`, 'browser'],
    ['by nothing else', manifest(peers({ svelte: '^4.0.0' }, {})), fetches, 'browser'],
    ['not an SDK that offers them besides', manifest(peers({ react: '^18.0.0' }), '@acme/orders'), fetches, 'unknown'],
    [
      'not for Node',
      manifest(peers({ react: '^18.0.0' }), 'react-mail'),
      `import fs from 'node:fs';\n${fetches}`,
      'unknown',
    ],
  ])('%s', (_, given, text, environment) => {
    expect(environmentOf('/p/src/orders.ts', text, given)).toBe(environment);
  });

  it('what only a page or an extension can ask for', () => {
    expect(environmentOf('/p/assets/js/orders.js', fetches, command)).toBe('browser');
    expect(environmentOf('/p/src/orders.js', `chrome.runtime.sendMessage(1);\n${fetches}`, command)).toBe('browser');
    expect(environmentOf('/p/src/assets/orders.js', fetches, manifest({ dependencies: { express: '4' } }))).toBe(
      'server',
    );
  });
});

describe('components and requests to their own server, in a package with both', () => {
  const load = "async load() { await axios.get('https://a.example'); } componentWillMount() { this.load(); }";
  it.each([
    [
      'a component',
      'exts/mock/View.js',
      `import React from 'react';\nclass View extends React.Component { ${load} }`,
      'browser',
    ],
    [
      'a hook',
      'exts/mock/useItems.js',
      "import { useEffect } from 'react';\nuseEffect(() => { load(); }, []);",
      'browser',
    ],
    ['an address without a server', 'exts/mock/reducer.js', "axios.get('/api/items?id=' + id);", 'browser'],
    [
      'the same by fetch, below api/',
      'client/api/items.js',
      'export const get = (id) => fetch(`/api/items/${id}`);',
      'browser',
    ],
    [
      'the same with bytes, which a bundler has an own Buffer for',
      'context/tx.js',
      "fetch(`/api/dice`);\nexport const toText = (tx) => Buffer.from(tx).toString('base64');",
      'browser',
    ],
    ['the same by axios', 'context/tx.js', "axios.post('/api/tx', Buffer.alloc(8).toString('hex'));", 'browser'],
    [
      'bytes that come from a server with a name',
      'context/tx.js',
      "fetch('https://a.example/img').then((r) => Buffer.from(r)); fetch('/api/items');",
      'server',
    ],
    ['bytes and a file', 'context/tx.js', "import fs from 'fs';\nfetch('/api/dice'); Buffer.from(fs);", 'server'],
    ['an address of another server', 'exts/mock/reducer.js', "axios.get('https://a.example/api');", 'unknown'],
    [
      'a path behind a base',
      'exts/mock/reducer.js',
      "axios.defaults.baseURL = base; axios.get('/api/items');",
      'unknown',
    ],
    [
      'what a server draws',
      'lib/draw.js',
      "import React from 'react';\nimport { renderToString } from 'react-dom/server';\nclass A extends React.Component {}",
      'unknown',
    ],
  ])('%s', (_, path, text, environment) => {
    expect(environmentOf(`/p/${path}`, text, both)).toBe(environment);
  });
});

describe('a file that draws, in a package that serves as well', () => {
  const serving = (more: object = {}): Manifest => manifest({ dependencies: { express: '4', preact: '10', ...more } });
  it.each([
    "import type { FunctionComponent } from 'preact';",
    "import React from 'react';",
    "const { h } = require('preact');",
  ])('is for browsers: %s', (text) => {
    expect(environmentOf('/p/web/api.ts', `${text}\nfetch(url);`, serving())).toBe('browser');
  });

  it.each([
    ['a framework draws it at home first', "import React from 'react';", serving({ next: '14' })],
    [
      'it is drawn into text',
      "import React from 'react';\nimport { renderToString } from 'react-dom/server';",
      serving(),
    ],
    ['it uses Node', "import React from 'react';\nimport fs from 'node:fs';", serving()],
    ['it draws nothing', "import { h } from './h';", serving()],
  ])('is not, where %s', (_, text, given) => {
    expect(environmentOf('/p/web/api.ts', `${text}\nfetch(url);`, given)).not.toBe('browser');
  });
});

describe('a package that is served as pages', () => {
  const scripted = (scripts: Readonly<Record<string, string>>, more: object = {}): Manifest =>
    manifest({ scripts, devDependencies: { vite: '^5.0.0' }, ...more });

  it.each([
    ['by vite', { start: 'npm run build:dev', 'build:dev': 'npm run clean && vite', build: 'vite build' }],
    ['by vite with options', { dev: 'vite --host', build: 'tsc && vite build' }],
    ['by parcel', { start: 'parcel src/index.html' }],
    ['by webpack', { start: 'webpack serve --mode development' }],
  ])('%s', (_, scripts) => {
    expect(environmentOf('/p/src/load.ts', fetches, scripted(scripts))).toBe('browser');
  });

  it.each([
    ['a build alone, as libraries have', scripted({ build: 'vite build' })],
    ['a build for a server', scripted({ dev: 'vite --ssr', build: 'vite build --ssr src/main.ts' })],
    ['what runs here', scripted({ dev: 'vite-node src/main.ts' })],
    ['a server beside the pages', scripted({ dev: 'vite', start: 'node server.js' })],
    ['a server by its dependencies', scripted({ dev: 'vite' }, { dependencies: { express: '^4.0.0' } })],
    ['a library with a page to try it', scripted({ dev: 'vite' }, { exports: './dist/index.js' })],
  ])('is not what has %s', (_, one) => {
    expect(environmentOf('/p/src/load.ts', fetches, one)).not.toBe('browser');
  });

  it('has files of its own for the machine that builds it', () => {
    const text = `import { writeFile } from 'node:fs/promises';\n${fetches}`;
    expect(environmentOf('/p/tools/load.ts', text, scripted({ dev: 'vite' }))).not.toBe('browser');
  });
});
