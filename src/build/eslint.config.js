import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'test/workspaces/**', 'node_modules/**', 'coverage/**'] },
  ...tseslint.configs.strict,
  {
    languageOptions: { sourceType: 'module' },
    rules: {
      'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/build/**'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Rooms export by name.' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'] },
        { selector: 'function', format: ['camelCase'] },
        { selector: 'parameter', format: ['camelCase'], leadingUnderscore: 'allow' },
        { selector: 'variable', modifiers: ['destructured'], format: null },
        { selector: 'variable', modifiers: ['const', 'global'], format: ['camelCase', 'UPPER_CASE', 'PascalCase'] },
        { selector: 'variable', format: ['camelCase'], leadingUnderscore: 'allow' },
        // What may never name a function: a bare participle, preposition or adverb says neither result nor input.
        {
          selector: 'function',
          format: null,
          custom: {
            regex:
              '^(?:given|looked|deepest|calm|patience|weigh|note|defeat|fate|ofTry|ofCall|ofNode|once|again|inside|above|below|before|after|other|either|both|made|kept|held|said|shown|known|passed|handed)$',
            match: false,
          },
        },
      ],
    },
  },
);
