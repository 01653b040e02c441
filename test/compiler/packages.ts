const packageJson = (name: string, dependencies: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify({
    name,
    version: name === 'pg' || name === '@types/pg' ? '8.0.0' : '5.0.0',
    types: 'index.d.ts',
    dependencies,
  });

const stores = `import { Redis, RedisOptions } from 'ioredis';
import type { Pool } from 'pg';
import type { AxiosInstance } from 'axios';
export interface Options { name: string }
export declare function openStore(name: string): Redis;
export declare function connectPool(): Promise<Pool | undefined>;
export interface Holder<T> { held: T }
export interface App { lookup<T>(token: new (...args: never[]) => T): Holder<T> }
export declare function createApp(): Promise<App>;
export declare abstract class Repository { protected readonly db: Pool }
export declare function apiFor(name: string): AxiosInstance;
declare class FakeRedis { get(key: string): Promise<string> }
export { FakeRedis };
export declare function cached(): Map<string, Promise<string>>;
export declare function fakeRedis(): FakeRedis;
export declare function maybeMemory(): Redis | FakeRedis;
export declare function anything(): any;
export declare function optionsOf(): RedisOptions & { load(id: string): Promise<void> };
export declare function redisClass(): typeof Redis & { connectAll(id: string): Promise<void> };
`;

/** Packages with their declarations only, as they lie in node_modules: none of them can be run. */
export const installed: Readonly<Record<string, string>> = {
  'node_modules/ioredis/package.json': packageJson('ioredis'),
  'node_modules/ioredis/index.d.ts': `export interface RedisOptions { host?: string }
declare class Commander { get(key: string): Promise<string | null>; set(key: string, value: string): Promise<'OK'>; ping(): Promise<string> }
declare class Redis extends Commander { constructor(options?: RedisOptions) }
export { Redis };
export default Redis;
`,
  'node_modules/pg/package.json': JSON.stringify({ name: 'pg', version: '8.0.0' }),
  'node_modules/@types/pg/package.json': packageJson('@types/pg'),
  'node_modules/@types/pg/index.d.ts': `export declare class Pool { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }\n`,
  'node_modules/axios/package.json': packageJson('axios'),
  'node_modules/axios/index.d.ts': `export interface AxiosResponse { data: unknown }
export interface AxiosInstance {
  (config: { url: string }): Promise<AxiosResponse>;
  get(url: string, config?: { timeout?: number }): Promise<AxiosResponse>;
}
`,
  'node_modules/@acme/stores/package.json': packageJson('@acme/stores', { ioredis: '5', pg: '8', axios: '1' }),
  'node_modules/@acme/stores/index.d.ts': stores,
  'node_modules/@acme/stores/index.js': "throw new Error('run');\n",
  'node_modules/widgets/package.json': packageJson('widgets', { 'left-pad': '1' }),
  'node_modules/widgets/index.d.ts': `export { openStore as widget } from '@acme/stores';\n`,
};
