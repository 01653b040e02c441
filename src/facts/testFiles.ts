import type { ParsedFile } from '../syntax/ast.ts';

const folders =
  /(^|\/)(__tests__|__mocks__|__fixtures__|mocks?|tests?|spec|specs|e2e|cypress|playwright|fixtures?|stories|benchmarks?|bench|examples?|scripts?|tools?|internal|testing|test-utils|\.storybook|[\w.-]*-examples?|[\w.-]*-tests?)\//i;
const names =
  /([._-](test|tests|spec|e2e|stories|story|bench|benchmark|mock|fixture|cy|int|integration)\.[cm]?[jt]sx?$)|(\.config\.[cm]?[jt]s$)|(^|\/)(test|setupTests|jest\.setup|vitest\.setup|gulpfile|gruntfile|webpack[\w.]*|rollup[\w.]*)\.[cm]?[jt]sx?$/i;
const frameworks = new Set([
  'vitest',
  'node:test',
  '@jest/globals',
  '@playwright/test',
  'ava',
  'tap',
  'mocha',
  'supertest',
  'nock',
  'msw',
  'msw/node',
  'bun:test',
]);

/** Does a file never run in production: a test, mock, fixture, story, example, script or tool? */
export function isTestFile(file: ParsedFile): boolean {
  const path = file.path.replace(/^.*?\/(?=(?:src|lib|libs|packages|apps|server|test|tests)\/)/, '');
  if (folders.test(`/${relevant(path)}`) || names.test(path)) return true;
  return file.ast.body.some(
    (statement) => statement.type === 'ImportDeclaration' && frameworks.has(statement.source.value),
  );
}

/** Folders above the project are not the project's: only the last ones of an absolute path count. */
function relevant(path: string): string {
  return path.startsWith('/') ? path.split('/').slice(-6).join('/') : path;
}
