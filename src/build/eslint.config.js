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
    },
  },
);
