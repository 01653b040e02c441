import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const read = (text: string, lead = '', language = '') => readBlock(text, language, { lead, heading: '' });

test.each(['terraform\n│   README.md\n└── vars\n│   └── dev', 'docker/\n├── a\n└── b', './helm\n└── values.yaml'])(
  'a tree of files calls no program: %j',
  (text) => expect(read(text).commands).toEqual([]),
);

test('the program that prints a tree is called', () => {
  expect(read('tree\n.\n├── a\n└── b', '', 'sh').commands).toEqual(['tree']);
  expect(read('terraform init\n├── a', '', 'sh').commands).toEqual(['terraform init']);
});

const patch = 'task talos:patches   # all nodes\n# or preview first:\ntask talos:patches-check';

test.each([
  'Without this, workloads will fail with `is not a directory` even though the paths exist:',
  'Otherwise the pods fail with an error:',
  "If you don't, it will fail with `denied`:",
])('why it is done announces no output: %s', (lead) => expect(read(patch, lead, 'bash').kind).toBe('command'));

test('what it fails with is output', () => {
  expect(read('task x: is not a directory', 'It fails with:').kind).toBe('output');
  expect(read(patch, 'The task fails with this error:', 'bash').kind).toBe('output');
});
