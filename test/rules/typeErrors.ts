import ts from 'typescript';

/** Just enough of the packages that examples use for a type check. */
const packages = `
declare module 'axios' {
  interface Config { baseURL?: string; timeout?: number; signal?: AbortSignal; headers?: Record<string, string> }
  interface Instance {
    (config: Config): Promise<{ data: any }>;
    get(url: string, config?: Config): Promise<{ data: any }>;
    delete(url: string, config?: Config): Promise<{ data: any }>;
    post(url: string, data?: unknown, config?: Config): Promise<{ data: any }>;
    put(url: string, data?: unknown, config?: Config): Promise<{ data: any }>;
    create(config?: Config): Instance;
  }
  const axios: Instance;
  export default axios;
}
declare module 'got' {
  interface Options { timeout?: { request?: number; response?: number }; retry?: { limit?: number }; json?: unknown }
  interface Got {
    (url: string, options?: Options): Promise<{ body: string }>;
    get(url: string, options?: Options): Promise<{ body: string }>;
    post(url: string, options?: Options): Promise<{ body: string }>;
    extend(options: Options): Got;
  }
  const got: Got;
  export default got;
}
declare module 'pg' {
  export class Pool {
    constructor(options?: { connectionString?: string; max?: number; query_timeout?: number; statement_timeout?: number; connectionTimeoutMillis?: number });
    query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
    on(event: string, listener: (error: Error) => void): this;
  }
}
declare module 'p-retry' {
  export default function pRetry<T>(input: (attempt: number) => Promise<T>, options?: { retries?: number; randomize?: boolean }): Promise<T>;
}
declare module 'node:timers/promises' {
  export function setTimeout<T = void>(delay?: number, value?: T): Promise<T>;
}
declare var process: { exit(code?: number): never; env: Record<string, string | undefined> };
`;

/** The files of TypeScript's own library, which are read once. */
const library = new Map<string, ts.SourceFile | undefined>();

/** The type errors of some modules, each as `name: message`. One program for all, since the library is what costs. */
export function typeErrors(modules: Readonly<Record<string, string>>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
  };
  const files = new Map(Object.entries(modules).map(([name, text]) => [`/in-memory/${name}.ts`, text]));
  files.set('/in-memory/packages.d.ts', packages);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, version, ...rest) => {
    const text = files.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version);
    if (!library.has(name)) library.set(name, getSourceFile.call(host, name, version, ...rest));
    return library.get(name);
  };
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  host.readFile = (name) => files.get(name) ?? readFile.call(host, name);
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const name = file?.fileName.replace(/^\/in-memory\/|\.ts$/g, '') ?? 'program';
    return `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
