import type { ParsedFile } from '../ast/types.ts';

const folders =
  /(^|\/)(__tests__|__mocks__|__fixtures__|mocks?|tests?|spec|specs|e2e|cypress|playwright|fixtures?|stories|benchmarks?|bench|testing|test-utils|\.storybook|[\w.]+-examples?|[\w.]+-tests?)\//i;
/** Only beside the sources, not among them: `src/tools/` is what a product offers. */
const besideSources = /^(examples?|scripts?|tools?|playground|demos?)$/i;
const sources = /^(src|lib|libs|packages|apps|server|client|app|dist)$/;
const names =
  /([._-](test|tests|spec|e2e|stories|story|bench|benchmark|mock|fixture|cy|int|integration)\.[cm]?[jt]sx?$)|(\.config\.[cm]?[jt]s$)|(^|\/)(test|tests?-setup|setup-?tests?|global-?setup|jest\.setup|vitest\.setup|gulpfile|gruntfile|webpack[\w.]*|rollup[\w.]*)\.[cm]?[jt]sx?$/i;
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

/**
 * Does a file never run in production: a test, mock, fixture, story, example, script or tool?
 * @param root absolute folder of the project, whose own path says nothing about the file
 */
export function isTestFile(file: ParsedFile, root?: string): boolean {
  const segments = projectSegments(file.path, root);
  const path = segments.join('/');
  if (folders.test(path) || names.test(path)) return true;
  const first = segments.findIndex((segment) => sources.test(segment));
  const beside = segments.slice(0, first < 0 ? -1 : first);
  if (beside.some((segment) => besideSources.test(segment))) return true;
  // In a package of a workspace that has no folder for its sources.
  const inner = /^(packages|apps)$/.test(segments[first] ?? '') ? segments.slice(first + 2, -1) : [];
  const end = inner.findIndex((segment) => sources.test(segment));
  if (inner.slice(0, end < 0 ? inner.length : end).some((segment) => /^examples?$/i.test(segment))) return true;
  return file.ast.body.some(
    (statement) => statement.type === 'ImportDeclaration' && frameworks.has(statement.source.value),
  );
}

/** Folders above the project are not the project's; where it is not known, the last ones of an absolute path count. */
function projectSegments(path: string, root: string | undefined): readonly string[] {
  if (root !== undefined && path.startsWith(`${root}/`)) return path.slice(root.length + 1).split('/');
  const segments = path.split('/');
  return path.startsWith('/') ? segments.slice(-7) : segments;
}
