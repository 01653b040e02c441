import { expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const handler = (call: string): string =>
  `const express = require('express');\nconst app = express();\n${call}\napp.get('/', async (req, res) => {\n  const answer = await ask('https://api.example.com/x');\n  res.json(answer);\n});\napp.listen(3000);\n`;
const lines = async (call: string): Promise<readonly number[]> => {
  const text = handler(call);
  const { messages } = await lintInMemory(text, { rule: 'unwrapped-network-call' });
  return messages.map(({ range }) => text.slice(0, range.start).split('\n').length);
};

it.each([
  `const ask = (...args) => import('node-fetch').then(({ default: fetch }) => fetch(...args));`,
  `const ask = (...a) => import('node-fetch').then((m) => m.default(...a));`,
  `const ask = async (...args) => { const { default: fetch } = await import('node-fetch'); return fetch(...args); };`,
  `const fetch = require('node-fetch');\nfunction ask(...args) { return fetch(...args); }`,
  `function ask() { return fetch.apply(this, arguments); }`,
  `const ask = function () { return fetch(...arguments); };`,
  `const axios = require('axios');\nfunction ask() { return axios.get.apply(axios, arguments); }`,
])('what hands on all that it is given is what it calls: %s', async (call) => {
  expect(await lines(call)).toEqual([call.split('\n').length + 4]);
});

it.each([
  `const ask = (...args) => import('node-fetch').then(({ default: fetch }) => fetch(args[0], { signal: AbortSignal.timeout(5000) }));`,
  `const ask = (...args) => import('./client').then(({ ask }) => ask(...args));`,
  `function ask() { return console.log.apply(console, arguments); }`,
  `function ask(timed) { return fetch.apply(this, timed); }`,
  `const ask = (url, ...rest) => console.log(url, ...rest);`,
])('what adds to it, or calls something else, is not: %s', async (call) => {
  expect(await lines(call)).toEqual([]);
});
