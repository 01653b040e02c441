import { parentPort, workerData } from 'node:worker_threads';
import { openEngine } from './engine.ts';
import type { Batch, EngineSetup } from './engine.ts';

const engine = openEngine(workerData as EngineSetup);
// A failure to load is told with the first job; nobody listens before.
engine.catch(() => undefined);

parentPort!.on('message', ({ id, job }: { readonly id: number; readonly job: Batch }) => {
  engine
    .then((analyse) => parentPort!.postMessage({ id, result: analyse(job) }))
    .catch((error: unknown) => parentPort!.postMessage({ id, error: String(error).split('\n', 1)[0] }));
});
