import { parentPort } from 'node:worker_threads';
import { answerHere } from './compilerOracle.ts';
import type { CompilerJob } from './compilerOracle.ts';

parentPort!.on('message', ({ id, job }: { readonly id: number; readonly job: CompilerJob }) => {
  try {
    parentPort!.postMessage({ id, result: answerHere(job) });
  } catch (error) {
    parentPort!.postMessage({ id, error: String(error).split('\n', 1)[0] });
  }
});
