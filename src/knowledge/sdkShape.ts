import { each } from './members.ts';
import type { RetryFigures } from './retryFigures.ts';
import type { Library, TimeoutOption, TypeSpec, VersionedDefaults } from './schema.ts';

export const never: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
export const signal: TimeoutOption = { option: 'signal', bounds: 'call', unit: 'signal' };
export const timeout: TimeoutOption = { option: 'timeout', bounds: 'call', off: [0] };
export const maxRetries: Library['retryOptions'] = { attempts: ['maxRetries'], countsAs: 'retries', off: [0] };
const local = ['on', 'once', 'off', 'addListener', 'removeListener'];
/** A client whose resources are nested objects: `client.chat.completions.create(body, options)`. */
export const nested = (operations: readonly string[], options: number | readonly number[]): TypeSpec => {
  const leaf = each(operations, { request: { options } });
  const level = (depth: number): TypeSpec => ({
    members: { ...each(local, {}), ...leaf, ...(depth > 0 ? { '*': { property: level(depth - 1) } } : {}) },
  });
  return level(4);
};
export const sdk = (
  name: string,
  api: string,
  modules: readonly string[],
  classes: readonly string[],
  client: TypeSpec,
  rest: {
    timeouts?: readonly TimeoutOption[];
    defaults: VersionedDefaults;
    options?: number | readonly number[];
    retries?: Library['retryOptions'];
  },
): Library => {
  const made: TypeSpec = {
    new: { returns: 'Client', createsClient: true, options: rest.options ?? [0, 1] },
    call: { returns: 'Client', createsClient: true, options: rest.options ?? [0, 1] },
  };
  return {
    name,
    api,
    modules,
    namespace: 'ClientClass',
    exports: { default: 'ClientClass', ...Object.fromEntries(classes.map((key) => [key, 'ClientClass'])) },
    typeNames: Object.fromEntries(classes.map((key) => [key, 'Client'])),
    types: { ClientClass: made, Client: client },
    rejectsOnStatus: true,
    timeouts: rest.timeouts,
    retryOptions: rest.retries,
    defaults: [rest.defaults],
  };
};

/** What resources of generated SDKs can do. */
export const modelOperations = [
  'create',
  'retrieve',
  'list',
  'delete',
  'del',
  'update',
  'cancel',
  'parse',
  'stream',
  'generate',
  'edit',
  'countTokens',
  'createVariation',
  'content',
  'poll',
  'createAndPoll',
  'retrieveContent',
  'submitToolOutputs',
  'submitToolOutputsAndPoll',
  'createAndRun',
  'compact',
  'modify',
  'search',
];
