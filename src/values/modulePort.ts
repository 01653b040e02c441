import type { Environment, TimeoutState } from '../facts/model.ts';
import type { Library } from '../knowledge/schema.ts';
import type { LastResort } from '../knowledge/lastResort.ts';
import type { Node } from '../ast/types.ts';
import type { FileContext } from './context.ts';
import type { PassedLimit } from '../knowledge/passedLimits.ts';
import type { ConnectionNames } from '../knowledge/wholeProgram.ts';
import type { AbstractValue, Parameter } from './abstractValue.ts';
import type { Range } from '../text/range.ts';

/** Everything the analysis may ask about other files. Implementations cache by content and limit depth. */
export interface ModulePort {
  /** The local module that `specifier` names in `fromFile`; undefined for packages of the registry and what is not found. */
  summary(specifier: string, fromFile: string): { readonly file: string; readonly summary: ModuleSummary } | undefined;
  /** The module may export a name, also by way of others that it hands on whole; told without looking into it. */
  mayExport?(specifier: string, fromFile: string, name: string): boolean;
  /** What the code of an installed package tells that no library of `Knowledge` describes. */
  learned?(specifier: string, fromFile: string): Library | undefined;
  /** Installed or locked version of a package as `fromFile` sees it. */
  version(packageName: string, fromFile: string): string | undefined;
  /** A package.json of the project that `fromFile` stands under names the package; absent where that is not known. */
  dependsOn?(packageName: string, fromFile: string): boolean;
  /** The lowest version of Node that the package of a file is for, by its package.json. */
  lowestNode?(file: string): string | undefined;
  environment(file: string): Environment;
  /** Absolute folder of the project that a file belongs to. */
  root?(file: string): string | undefined;
  /** What files of a package put on the global object, or on one of its members: `global.app = {...}`, `app.pool = pool`. */
  registered?(name: string, member: string | undefined, fromFile: string): AbstractValue | undefined;
  /** The client that callers hand to a parameter, or what they put on the object that it is: `$.http = axios.create()`. */
  handed?(parameter: Parameter, member?: string): AbstractValue | undefined;
  /** Statements anywhere in the package of `fromFile` that change all calls of a library. */
  mutations(library: string, fromFile: string): readonly GlobalMutation[];
  /** The handlers that the package of `fromFile` sets for failures that nobody handled. */
  lastResort?(fromFile: string): LastResort;
  /** What a compiler says of an expression that syntax leaves open, where it was asked. */
  typed?(context: FileContext, node: Node): AbstractValue | undefined;
  /** A file of the project may listen for failures of a connection that `fromFile` makes. */
  mayListen?(names: ConnectionNames, fromFile: string): boolean;
  /** The class that implements an interface of `fromFile`, where the project has one only. */
  implementation?(name: string, fromFile: string): AbstractValue | undefined;
  /** A file of the program may pass a signal or timeout to what another one has under one of the names. */
  mayPassLimit?(names: readonly string[], limits: readonly PassedLimit[], fromFile: string): boolean | 'some';
  /** Something in the project may see to its end: it listens for signals, or has a package for that; for more than Ctrl+C. */
  mayShutDown?(fromFile: string, on?: 'terminate'): boolean;
  /** The framework of the application that a module of the project exports under a name. */
  frameworkBehind?(specifier: string, name: string, fromFile: string): string | undefined;
  /** A provider of NestJS has work to do at the end, and nothing in the program has that done on a signal. */
  missesShutdownHooks?(fromFile: string): boolean;
  /** The package of a file is started by a script of its own. */
  isStarted?(file: string): boolean;
  /** Who starts a file, by the package.json files above it. */
  startersOf?(file: string): { readonly scripts: readonly string[]; readonly entry?: boolean };
  /** The package of a file is a library that other programs install. */
  isPublished?(file: string): boolean;
}

/** What other files can learn from a module. Exports are worked out when they are asked for. */
export interface ModuleSummary {
  readonly file: string;
  /** Exported names, `default` and `export =` included; names behind `export *` are not. */
  readonly names: readonly string[];
  /** Value that an export has; follows re-exports. */
  value(name: string): AbstractValue | undefined;
  /** What an object of an exported class, interface or type alias is. */
  type(name: string): AbstractValue | undefined;
  readonly mutations: readonly GlobalMutation[];
  /** What the module puts on the global object under a name, or gives to a global as a member. */
  assigned(name: string, member?: string): AbstractValue | undefined;
  /** What some work finds out in the module. */
  within<T>(what: string, work: (context: FileContext) => T): T | undefined;
  /** The module starts requests somewhere, itself. */
  readonly network: boolean;
}

/** `axios.defaults.timeout = 5000`, `setGlobalDispatcher(...)`, `axiosRetry(axios)`. */
export interface GlobalMutation {
  readonly library: string;
  readonly effect: 'timeout' | 'retry';
  readonly state: TimeoutState;
  readonly file: string;
  readonly range: Range;
}

/** A package that the project of a file names itself, and has; what its dependencies bring along is none. */
export function ownVersion(port: ModulePort, packageName: string, fromFile: string): string | undefined {
  const own = port.dependsOn?.(packageName, fromFile) ?? true;
  return own ? port.version(packageName, fromFile) : undefined;
}

/** A port for a file on its own. */
export const noModules: ModulePort = {
  summary: () => undefined,
  version: () => undefined,
  environment: () => 'unknown',
  mutations: () => [],
};
