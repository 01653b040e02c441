// Lints the files named on standard input with typescript-eslint's parser and one rule that looks at every call, or with
// Breakwater's recommended rules.
import { readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';

const trivial = {
  create: (context) => ({
    CallExpression: (node) => node.callee.name === 'never' && context.report({ node, message: '' }),
  }),
};
const config = [
  {
    files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
    languageOptions: { parser: tseslint.parser, sourceType: 'module' },
    plugins: { bench: { rules: { trivial } } },
    rules: { 'bench/trivial': 'error' },
  },
];
if (process.argv[2] === '--breakwater') {
  const { default: breakwater } = await import('../../dist/eslint.js');
  const { plugins, rules } = breakwater.configs.recommended;
  Object.assign(config[0], { plugins, rules });
}
const linter = new Linter({ cwd: '/' });
for (const path of readFileSync(0, 'utf8').split('\n'))
  linter.verify(readFileSync(path, 'utf8'), config, { filename: path });
