import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'no-health-check';
const express = `import express from 'express';\nconst app = express();\napp.get('/orders', (q, r) => r.json([]));\n`;

describe(rule, () => {
  it.each([
    ['a server', `${express}app.listen(80);`],
    ['a server with middleware of its own', `${express}app.use((q, r, next) => next());\napp.listen(80);`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([expect.stringContaining('app.listen')]);
  });

  it.each([
    ['a route', `${express}app.get('/health', (q, r) => r.send('ok'));\napp.listen(80);`],
    ['a longer route', `${express}app.get('/api/readyz', (q, r) => r.send('ok'));\napp.listen(80);`],
    ['routers', `${express}app.use('/api', router);\napp.listen(80);`],
    ['routes of another file', `import { routes } from './routes';\n${express}routes(app);\napp.listen(80);`],
    ['routes that are not in sight', `import { createServer } from 'node:http';\ncreateServer(handle).listen(80);`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
