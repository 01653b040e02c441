import { isFunction } from '../ast/nodes.ts';
import type { ParsedFile } from '../ast/types.ts';

const folders =
  /(^|\/)(__\w*(?:tests?|mocks?|fixtures?|e2e|specs?|stories|integration)\w*__|mocks?|tests?|test-helpers?|spec|specs|e2e|cypress|playwright|fixtures?|stories|benchmarks?|bench|testing|test-utils|\.storybook|\.github|vendor|vendored|third[_-]party|[\w.]+-examples?|[\w.]+[-_]tests?|[\w.-]+[-_](?:e2e|specs?))\//i;
/** Only beside the sources, not among them: `src/tools/` is what a product offers. */
const besideSources =
  /^(examples?|scripts?|tools?|playgrounds?|demos?|samples?|simulators?|sandbox(?:es)?|starters?|boilerplates?)$/i;
/** Copied into new projects, or only there to try a package out: a folder, or a package of a workspace by its name. */
const triedOut =
  /^(?:examples?|scripts?|playgrounds?|demos?|samples?|simulators?|sandbox(?:es)?|starters?|boilerplates?|templates?)$|(?:^|-)(?:examples?|playground|simulator|sandbox|demo|e2e|dev-env|test-?utils|test-?kit|mock-server)$/i;
/** Run by hand or by a build, at the top of a package. */
const buildFile =
  /^(?:(?:pre|post)?build|(?:pre|post)install|release|publish|generate|codegen|sync|health-?check)(?:[-.]\w+)*\.[cm]?[jt]s$/i;
const sources = /^(src|lib|libs|packages|apps|server|client|app|dist)$/;
const names =
  /(\.(?!latest)\w*tests?\.[cm]?[jt]sx?$)|([._-](test|tests|spec|e2e|stories|story|bench|benchmark|mocks?|fixtures?|cy|int|integration|min)\.[cm]?[jt]sx?$)|(\.config\.[cm]?[jt]s$)|(^|\/)(test|tests?-setup|setup-?tests?|global-?setup|jest\.setup|vitest\.setup|gulpfile|gruntfile|webpack[\w.]*|rollup[\w.]*)\.[cm]?[jt]sx?$/i;
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
  const inner = /^(packages|apps)$/.test(segments[first] ?? '') ? segments.slice(first + 1, -1) : [];
  const end = inner.findIndex((segment) => sources.test(segment));
  if (inner.slice(0, end < 0 ? inner.length : end).some((segment) => triedOut.test(segment))) return true;
  if (first < 0 && buildFile.test(segments.at(-1)!)) return true;
  if (declaresTests(file) || isCompiled(file.text)) return true;
  return file.ast.body.some(
    (statement) => statement.type === 'ImportDeclaration' && frameworks.has(statement.source.value),
  );
}

/** What a compiler wrote into the project, which nobody edits: the loader of a WebAssembly module. */
function isCompiled(text: string): boolean {
  return /\bModule\b/.test(text) && /\binstantiateWasm\b|\bwasmBinaryFile\b|\b__wbg_init\b/.test(text);
}

const suites = /^(?:describe|suite|context)$/;

/** `describe('...', () => ...)` at the top, from no import and no definition: a test runner's global. */
function declaresTests({ ast, scopes }: ParsedFile): boolean {
  return ast.body.some((statement) => {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return false;
    const { callee, arguments: args } = statement.expression;
    const root = callee.type === 'MemberExpression' ? callee.object : callee;
    if (root.type !== 'Identifier' || !suites.test(root.name) || !isFunction(args[1])) return false;
    return !scopes.scopes.some(({ variables }) =>
      variables.some(({ name, defs }) => name === root.name && defs.length > 0),
    );
  });
}

/** Folders above the project are not the project's; where it is not known, the last ones of an absolute path count. */
function projectSegments(path: string, root: string | undefined): readonly string[] {
  if (root !== undefined && path.startsWith(`${root}/`)) return path.slice(root.length + 1).split('/');
  const segments = path.split('/');
  return path.startsWith('/') ? segments.slice(-7) : segments;
}
