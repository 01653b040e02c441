import { expect, test } from 'vitest';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { mutationMarkers, noModules, summarize } from '../../src/values/index.ts';

const parse = await loadParser();
const mutations = (text: string) => summarize(parse(text, '/a.ts'), noModules, knowledge).mutations;

test.each([
  ["import axios from 'axios'; axios.defaults.timeout = 5000;", 'axios', 'bounded'],
  ["import axios from 'axios'; axios.defaults.timeout = 0;", 'axios', 'none'],
  ["const axios = require('axios'); axios.defaults.timeout = WAIT;", 'axios', 'bounded'],
])('%s', (text, library, state) => {
  expect(mutations(text)).toMatchObject([{ library, effect: 'timeout', state, file: '/a.ts' }]);
});

test.each([
  [
    'an instance has its own defaults',
    "import axios from 'axios'; const api = axios.create(); api.defaults.timeout = 5000;",
  ],
  ['another object', 'settings.defaults.timeout = 5000;'],
  ['another default', "import axios from 'axios'; axios.defaults.baseURL = 'https://a.example';"],
  ['a read', "import axios from 'axios'; log(axios.defaults.timeout);"],
  ['a file of one’s own of that name', "import axios from './axios'; axios.defaults.timeout = 5000;"],
])('changes nobody else’s calls: %s', (_, text) => {
  expect(mutations(text)).toEqual([]);
});

test('a file with such a statement is found by its text', () => {
  const markers = mutationMarkers(knowledge.libraries);
  expect(markers.length).toBeGreaterThan(0);
  expect(new Set(markers).size).toBe(markers.length);
  expect(markers.some((marker) => 'axios.defaults.timeout = 5000;'.includes(marker))).toBe(true);
});
