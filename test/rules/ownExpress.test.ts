import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unhandled-failure';
const versions = { express: '4.22.0' };
const handler = `async (req, res) => { await fetch('https://a.example'); res.end(); }`;

describe('routes that are added to the router of another package', () => {
  it.each([
    [
      'a named import',
      `import { ExpressReceiver } from '@slack/bolt';\nconst receiver = new ExpressReceiver({ signingSecret: s });\nreceiver.router.post('/a', ${handler});`,
    ],
    [
      'taken out of a default import',
      `import bolt from '@slack/bolt';\nconst { ExpressReceiver } = bolt;\nconst receiver = new ExpressReceiver({ signingSecret: s });\nreceiver.router.post('/a', ${handler});`,
    ],
    [
      'made by a function',
      `const { start } = require('some-gateway');\nconst gateway = start();\ngateway.app.get('/a', ${handler});`,
    ],
  ])('are of an Express that is not known: %s', async (_, text) => {
    expect(await findingsOf(rule, text, { versions })).toEqual([]);
  });

  it.each([
    ['its own Express', `import express from 'express';\nconst app = express();\napp.post('/a', ${handler});`],
    [
      'a class of its own',
      `import { Server } from './server';\nconst server = new Server();\nserver.app.post('/a', ${handler});`,
    ],
    ['what is handed in', `export function routes(router) { router.post('/a', ${handler}); }`],
  ])('are those of the project where it is %s', async (_, text) => {
    expect(await findingsOf(rule, text, { versions })).toHaveLength(1);
  });
});
