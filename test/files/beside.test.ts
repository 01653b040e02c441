import { expect, it } from 'vitest';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { folderWith } from './folder.ts';

const MARKER = 'axios.defaults';
const sets = "const axios = require('axios'); axios.defaults.timeout = 5000;";

it('finds what changes every call in a folder without a package.json', () => {
  const root = folderWith({ 'a.js': sets, 'b.js': sets, 'c.js': 'load();', 'deep/d.js': sets });
  const read = ['a.js', 'b.js', 'c.js', 'deep/d.js'].map((name) => `${root}/${name}`);
  const batch = new DiskFiles({ marked: () => read });
  expect(batch.containing(MARKER, `${root}/a.js`)).toEqual([`${root}/a.js`, `${root}/b.js`]);
  expect(batch.containing(MARKER, `${root}/c.js`)).toEqual([`${root}/a.js`, `${root}/b.js`]);
  expect(batch.containing(MARKER, `${root}/deep/d.js`)).toEqual([`${root}/deep/d.js`]);
});

it('looks at the file itself alone where no others are read', () => {
  const root = folderWith({ 'a.js': sets, 'b.js': sets });
  expect(new DiskFiles().containing(MARKER, `${root}/a.js`)).toEqual([`${root}/a.js`]);
});

it('keeps to the package where there is one', () => {
  const root = folderWith({ 'package.json': '{}', 'a.js': sets, 'src/b.js': sets });
  expect(new DiskFiles().containing(MARKER, `${root}/src/b.js`)).toHaveLength(2);
});
