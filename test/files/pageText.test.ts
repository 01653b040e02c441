import { expect, it } from 'vitest';
import { asksPage } from '../../src/files/pageText.ts';
import { environmentOf } from '../../src/files/environment.ts';

it.each([
  ['a page', "document.body.append('x');"],
  ['its address', 'const id = window.location.hash;'],
  ['beside a text that names it', "const s = 'document.body';\nwindow.location.href = s;"],
  ['a document of the window', 'const document = window.document;\ndocument.title = "x";'],
  ['a test of it', 'if (document.body) { start(); }'],
  ['a call with it', 'mount(document);\ndocument.querySelector("a");'],
  ['an extension', 'chrome.alarms.onAlarm.addListener(refresh);'],
  ['what an extension keeps', 'await browser.storage.local.set({ at: 1 });'],
  ['an extension through its package', "import api from 'webextension-polyfill';"],
  ['a service worker', "self.addEventListener('push', (event) => show(event));"],
  ['what a service worker shows', 'await self.registration.showNotification(title);'],
])('asks a page: %s', (_, text) => expect(asksPage(text)).toBe(true));

it.each([
  ['a string', "res.send('<script>document.location.href = 1</script>');"],
  ['a template', 'res.send(`<script>var h = window.location.hash;</script>`);'],
  ['a comment', '// as document.title = "x" does\nsend();'],
  ['a variable', 'for (const document of documents) { document.title = "x"; }'],
  ['a constant', 'const document = extracted[0];\ndocument.body = 1;'],
  ['a parameter', 'async function get(document: any) {\n  if (document.body) log(1);\n}'],
  ['a parameter among others', 'const get = (db, document) => {\n  document.title = db.name;\n};'],
  ['an arrow', 'all.map(document => document.title = "x");'],
  ['what is taken out of another', 'const { document } = event;\ndocument.body = 1;'],
  ['a browser that is driven', 'const page = await browser.newPage();\nawait browser.storageState();'],
  ['a worker of a server', "self.addEventListener('message', work);"],
])('asks none: %s', (_, text) => expect(asksPage(text)).toBe(false));

it.each([
  [
    'an app that another file starts',
    "#!/usr/bin/env node\nconst app = require('express')();\nconst other = express();",
    'server',
  ],
  ['a server', '#!/usr/bin/env node\nhttp.createServer(answer).listen(80);', 'server'],
  ['a script', '#!/usr/bin/env node\nawait fetch(process.argv[2]);', 'cli'],
  ['a script that names one', "#!/usr/bin/env node\n// for express\nawait fetch('https://a');", 'cli'],
])('a first line of #! and %s', (_, text, where) => expect(environmentOf('/p/a.js', text, undefined)).toBe(where));
