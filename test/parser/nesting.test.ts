import * as estree from '@typescript-eslint/typescript-estree';
import * as oxc from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { nestingOf } from '../../src/parser/nesting.ts';
import { oxcParser } from '../../src/parser/oxcParser.ts';
import { typescriptParser } from '../../src/parser/typescriptParser.ts';

const typescript = typescriptParser(estree);
const parsers = { oxc: oxcParser(oxc, typescript), typescript };

const deep: Readonly<Record<string, string>> = {
  'open parentheses': '('.repeat(8000),
  parentheses: `${'('.repeat(8000)}1${')'.repeat(8000)}`,
  'open functions': '(()=>{'.repeat(4000),
  'open blocks': 'try{'.repeat(8000),
  branches: `${'if(a){'.repeat(4000)}${'}'.repeat(4000)}`,
  lists: `a = ${'['.repeat(8000)}${']'.repeat(8000)}`,
  templates: `a = ${'`${'.repeat(4000)}1${'}`'.repeat(4000)}`,
};

/** Nests without a bracket: a tree, or the error that its parser throws. */
const chains: Readonly<Record<string, string>> = {
  labels: `${Array.from({ length: 8000 }, (_, i) => `l${i}:`).join('')};`,
  conditions: `x = ${'a?b:'.repeat(8000)}c`,
  signs: `x = ${'!'.repeat(40_000)}1`,
  branches: `if(a){}${'else if(a){}'.repeat(8000)}`,
};

/** Five hundred of each, and what only looks deep. */
const legal: Readonly<Record<string, string>> = {
  parentheses: `${'('.repeat(500)}1${')'.repeat(500)}`,
  functions: `${'(()=>{'.repeat(500)}${'})()'.repeat(500)}`,
  blocks: `${'try{'.repeat(500)}${'}catch{}'.repeat(500)}`,
  'brackets in strings, comments and patterns': `
    a = '${'('.repeat(3000)}'; b = \`${'{'.repeat(3000)}\`; // ${'('.repeat(3000)}
    /* ${'['.repeat(3000)} */ c = /[(]{2}"/; d = "}"`,
  'brackets beside each other': 'f((1));'.repeat(5000),
};

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  it.each(Object.entries(deep))('refuses %s by the thousand', (_name, text) => {
    expect(parse(text, '/a.ts').errors).toMatchObject([{ message: 'nested too deeply' }]);
  });

  it.each(Object.entries(chains))('survives chains of %s', (_name, text) => {
    expect(parse(text, '/a.ts').path).toBe('/a.ts');
  });
});

describe('nestingOf', () => {
  it('tells where it is too deep', () => {
    expect(nestingOf(`a;${'('.repeat(2000)}`).tooDeepAt).toBe(1502);
  });

  it('does not add up what a closing bracket ends', () => {
    expect(nestingOf(`{ x = y / ( 2 \n }`.repeat(3000)).tooDeepAt).toBeUndefined();
  });

  it('takes many statements without separators for no chain', () => {
    expect(nestingOf('f(function () { return 1 })\nif (a) { b() }\n'.repeat(3000)).longChain).toBe(false);
  });

  it.each(Object.entries(legal))('leaves %s to the native parser', (_name, text) => {
    expect(nestingOf(text)).toEqual({ longChain: false });
    expect(parsers.oxc(text, '/a.ts').errors).toEqual([]);
  });
});
