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
