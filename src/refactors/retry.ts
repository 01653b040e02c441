import type { FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { timeoutSuggestions } from '../changes/bounding.ts';
import { styleOf } from '../changes/layout.ts';
import { around, USUAL_MS } from './wrapping.ts';
import { functionHead, mayBeInFunction } from './captures.ts';
import { mayHoldHelpers, placeHelpers, retryFetchHelper, retryHelper, transientHelper } from './helpers.ts';
import { importNames, isEsModule, majorOf } from './imports.ts';
import type { Manifest, Refactor, Target } from './model.ts';
import { placePolicy } from './policies.ts';
import { mayRepeat } from './repeatable.ts';
import { calleeName } from './target.ts';

const title = 'Retry with exponential backoff and jitter';

/**
 * The call again after transient failures, three times at most, with exponential backoff and jitter: through the library
 * that the project has, else through a function in the file.
 */
export function retryRefactor(
  file: ParsedFile,
  facts: FileFacts,
  target: Target,
  manifest: Manifest,
): Refactor | undefined {
  if (!mayRepeat(file, facts, target) || !mayHoldHelpers(file) || !mayBeInFunction(file, target.node)) return undefined;
  const answer = answersWithStatus(target);
  if (answer === 'unknown') return undefined;
  const retry = wrappedBy(file, target, manifest, answer === 'fetch');
  const limit = limitOf(file, target);
  return limit.length === 0 ? retry : { title: `${retry.title}, 10 s per attempt`, edits: [...retry.edits, ...limit] };
}

function wrappedBy(file: ParsedFile, target: Target, manifest: Manifest, isFetch: boolean): Refactor {
  if ((majorOf(manifest, 'cockatiel') ?? 0) >= 3) return throughCockatiel(file, target, manifest, isFetch);
  // Others retry what is thrown only, and a thrown 503 would be news to those who ask for its status.
  if (isFetch) return throughHelper(file, target, retryFetchHelper);
  if (majorOf(manifest, 'exponential-backoff') !== undefined) return throughBackOff(file, target, manifest);
  return throughPRetry(file, target, manifest) ?? throughHelper(file, target, retryHelper);
}

/** What never ends is never tried again: a request without a limit gets one for each attempt, where its client has one. */
function limitOf(file: ParsedFile, { requests: [own, ...others] }: Target): readonly TextEdit[] {
  if (!own || others.length > 0 || own.timeout !== 'none') return [];
  return timeoutSuggestions(file, own, USUAL_MS)[0]?.edits ?? [];
}

/** `fetch` is fulfilled for a 503 as well; how others tell is not known here. Nobody asks what is dropped. */
function answersWithStatus({ node, call, requests }: Target): 'fetch' | 'no' | 'unknown' {
  const own = requests.find(({ range }) => range.start === call.range[0] && range.end === call.range[1]);
  if (!own || own.status === 'na') return 'no';
  if (/^(?:ExpressionStatement|UnaryExpression)$/.test(node.parent!.type)) return 'unknown';
  return own.client === 'global' && calleeName(call) === 'fetch' ? 'fetch' : 'unknown';
}

function throughHelper(file: ParsedFile, target: Target, helper: typeof retryHelper): Refactor {
  const { names, edits } = placeHelpers(file, [transientHelper, helper]);
  return { title, edits: [...around(target, `${names[1]!}(${functionHead(target.node)}`, ')'), ...edits] };
}

function throughBackOff(file: ParsedFile, target: Target, manifest: Manifest): Refactor {
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const { locals, edits: imports } = importNames(file, manifest, 'exponential-backoff', ['backOff']);
  const { quote } = styleOf(file);
  const options = `numOfAttempts: 4, startingDelay: 200, maxDelay: 10_000, jitter: ${quote}full${quote}, retry: ${names[0]!}`;
  const wrapped = around(target, `${locals['backOff']!}(async () => `, `, { ${options} })`);
  return { title: `${title} (exponential-backoff)`, edits: [...imports, ...wrapped, ...edits] };
}

/** Later versions are ES modules only, and hand over more than the error. */
function throughPRetry(file: ParsedFile, target: Target, manifest: Manifest): Refactor | undefined {
  const major = majorOf(manifest, 'p-retry');
  if (major === undefined || major < 4 || (major > 4 && !isEsModule(file, manifest))) return undefined;
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const { locals, edits: imports } = importNames(file, manifest, 'p-retry', [], 'pRetry');
  const { end } = styleOf(file);
  const selective =
    major >= 7
      ? `shouldRetry: ({ error }) => ${names[0]!}(error)`
      : `onFailedAttempt: (error) => { if (!${names[0]!}(error)) throw error${end} }`;
  const options = `retries: 3, minTimeout: 200, maxTimeout: 10_000, randomize: true, ${selective}`;
  const wrapped = around(target, `${locals['default']!}(async () => `, `, { ${options} })`);
  return { title: `${title} (p-retry)`, edits: [...imports, ...wrapped, ...edits] };
}

function throughCockatiel(file: ParsedFile, target: Target, manifest: Manifest, isFetch: boolean): Refactor {
  const { names, edits } = placeHelpers(file, [transientHelper]);
  const used = ['ExponentialBackoff', 'fullJitterGenerator', 'handleWhen', 'retry'];
  const { locals, edits: imports } = importNames(file, manifest, 'cockatiel', used);
  const [backoff, jitter, when, retry] = used.map((name) => locals[name]!);
  const { end, step } = styleOf(file);
  const handled = `${when}(${names[0]!})${isFetch ? `.orWhenResult(${names[0]!})` : ''}`;
  const policy = placePolicy(
    file,
    isFetch ? 'fetchRetry' : 'retryPolicy',
    (name) =>
      `const ${name} = ${retry}(${handled}, {\n${step}maxAttempts: 3,\n${step}backoff: new ${backoff}({ initialDelay: 200, maxDelay: 10_000, generator: ${jitter} }),\n})${end}`,
  );
  const wrapped = around(target, `${policy.name}.execute(${functionHead(target.node)}`, ')');
  return { title: `${title} (cockatiel)`, edits: [...imports, ...policy.edits, ...wrapped, ...edits] };
}
