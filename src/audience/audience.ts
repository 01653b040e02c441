import type { ParsedFile } from '../ast/types.ts';
import {
  asksSomebody,
  isCompiled,
  isForDevelopment,
  runsOnce,
  saysSo,
  standsAlone,
  supportsTests,
  testsByItself,
} from './evidence.ts';

const folders =
  /(^|\/)(__\w*(?:tests?|mocks?|fixtures?|e2e|specs?|stories|integration)\w*__|mocks?|mock[_-]?(?:apis?|servers?|services?|data|backends?)|tests?|test-helpers?|spec|specs|e2e|cypress|playwright|fixtures?|stories|benchmarks?|bench|perf-?tests?|load-?tests?|stress-?tests?|smoke-?tests?|self-?tests?|seeders|bruno|postman|insomnia|testing|test-utils|\.storybook|\.github|vendor|vendored|unused|deprecated|obsolete|attic|graveyard|third[_-]party|[\w.]+-examples?|[\w.]+[-_]tests?|[\w.-]+[-_](?:e2e|specs?)|(?:[\w.-]+-)?(?:int|integration|e2e|acceptance|system|smoke)-tests?(?:-\w+)?)\//i;
/** Only beside the sources, not among them: `src/tools/` is what a product offers. */
const besideSources =
  /^(examples?|scripts?|tools?|playgrounds?|demos?|samples?|simulators?|sandbox(?:es)?|starters?|boilerplates?)$/i;
/** The same with a word beside it that says how old they are, or what they are written in: `example_scripts/`, `samples-old/`. */
const besideSourcesAlso =
  /^(?:(?:examples?|scripts?|playgrounds?|demos?|samples?)[-_. ]?(?:old|new|legacy|archived?|code|files?|scripts?|apps?|projects?|usages?|js|ts|node(?:js)?|javascript|typescript)|(?:old|legacy|archived?|code|usage|api|dev|js|ts|node(?:js)?|javascript|typescript)[-_. ](?:examples?|scripts|playgrounds?|demos?|samples?))$/i;
/** Copied into new projects, or only there to try a package out: a folder, or a package of a workspace by its name. */
const triedOut =
  /^(?:examples?|scripts?|playgrounds?|demos?|samples?|simulators?|sandbox(?:es)?|starters?|boilerplates?|templates?)$|(?:^|-)(?:examples?|playground|simulator|sandbox|demo|e2e|dev-env|test-?utils|test-?kit|mock-server)$|^(?:mock|fake|stub|dummy)-|^local-(?:\w+-)+(?:controller|server|emulator|runner|stack|api|env|dev)$/i;
/** Run by hand or by a build, at the top of a package. */
const buildFile =
  /^(?:(?:pre|post)?build|(?:pre|post)install|release|publish|generate|codegen|sync|health-?check|examples?|demo)(?:[-_.]\w+)*\.[cm]?[jt]s$/i;
const sources = /^(src|lib|libs|packages|apps|server|client|app|dist)$/;
/** Tests of the whole, at the top of a project: packages of their own, or helpers that say what they are for. */
const testsOfTheWhole = /^(?:acceptance\/|integration\/[\w.-]+\/src\/)/i;
/** Among other things: a feature may be about customer support. */
const mayBeTests = /^(?:integration|features\/(?:[\w-]+\/)*(?:support|steps|step[-_]?definitions?|step[-_]?defs))\//i;
/** Among the sources, where a job may stand as well that runs on and on. */
const scripts =
  /(?:^|\/)(?:scripts?|bin|seeds?|seeders?|one-?offs?|backfills?|maintenance|migrations?|migrations?-scripts?|tasks\/once|dev-?tools?|tooling)\//i;
/** Files that are there for tests and development, by their name alone; then those that must show it. */
const helpers =
  /(?:^|\/)(?:dev-?server|(?:webpack|vite|hmr)-?(?:dev-?)?(?:server|middleware)|server[-.]dev|dev[-.]proxy|setup-?proxy|proxy[-.]conf|mock-?server|mock-?api|json-?server|fake-?server|stub-?server|test-?(?:utils?|helpers?|data\w*))(?:[-.]\w+)*\.[cm]?[jt]sx?$|(?:^|\/)prisma\/seed[-.\w]*\.[cm]?[jt]s$/i;
/** Run by hand once, or to measure: by their name, and by what they do. */
const onceByName =
  /(?:^|\/)(?:migrate|seed|seeder|setup|set-up|backfill|clean-?up|self-?test|smoke-?test|maintenance|one-?off|sync-db|(?:migrate|seed|reset|setup|init)-db|bench(?:mark)?|perf-?test|load-?test|(?:pull|fetch|download|update|generate|gen|dump|refresh)-(?:[\w]+-)*(?:schemas?|types|openapi|swagger|specs?|docs|locales|translations|icons))(?:[-.]\w+)*\.[cm]?[jt]s$/i;
/** Shown to users of an API, or kept by its developers beside what they ship. */
const byHand =
  /(?:^|\/)(?:extras?|contrib|api|tools?|util(?:itie)?s|dev[-_]\w+)\/|(?:^|\/)(?:dev[-_]\w+|[\w.-]*[-_.]?examples?(?:[-_.]\w+)*)\.[cm]?[jt]s$/i;
const mayBeHelper = /(?:^|\/)testing\.[cm]?[jt]sx?$/i;
const names =
  /(\.(?!latest)\w*tests?\.[cm]?[jt]sx?$)|([._-](test|tests|spec|e2e|stories|story|bench|benchmark|mocks?|fixtures?|cy|int|integration|min)\.[cm]?[jt]sx?$)|(\.config\.[cm]?[jt]s$)|(^|\/)(test|tests?-setup|setup-?tests?|global-?setup|(?:jest|vitest|mocha)[._-](?:global[._-])?(?:setup|teardown)(?:[._-][\w-]+)*|gulpfile|gruntfile|webpack[\w.]*|rollup[\w.]*)\.[cm]?[jt]sx?$/i;

/**
 * Does a file never run in production: a test, mock, fixture, story, example, script or tool?
 * @param root absolute folder of the project, whose own path says nothing about the file
 */
export function isTestFile(file: ParsedFile, root?: string): boolean {
  const segments = projectSegments(file.path, root);
  const path = segments.join('/');
  if (folders.test(path) || names.test(path) || helpers.test(path) || testsOfTheWhole.test(path)) return true;
  const first = segments.findIndex((segment) => sources.test(segment));
  const beside = segments.slice(0, first < 0 ? -1 : first);
  if (beside.some((segment) => besideSources.test(segment) || besideSourcesAlso.test(segment))) return true;
  // In a package of a workspace that has no folder for its sources.
  const inner = /^(packages|apps)$/.test(segments[first] ?? '') ? segments.slice(first + 1, -1) : [];
  const end = inner.findIndex((segment) => sources.test(segment));
  if (inner.slice(0, end < 0 ? inner.length : end).some((segment) => triedOut.test(segment))) return true;
  if (first < 0 && buildFile.test(segments.at(-1)!)) return true;
  if ((mayBeTests.test(path) || mayBeHelper.test(path)) && supportsTests(file.text)) return true;
  if ((scripts.test(path) || onceByName.test(path)) && runsOnce(file)) return true;
  if (byHand.test(path) && runsOnce(file) && standsAlone(file)) return true;
  if (scripts.test(path) && asksSomebody(file.text)) return true;
  return testsByItself(file) || isCompiled(file.text) || saysSo(file.text) || isForDevelopment(file.text);
}

/** Folders above the project are not the project's; where it is not known, the last ones of an absolute path count. */
function projectSegments(path: string, root: string | undefined): readonly string[] {
  if (root !== undefined && path.startsWith(`${root}/`)) return path.slice(root.length + 1).split('/');
  const segments = path.split('/');
  return path.startsWith('/') ? segments.slice(-7) : segments;
}
