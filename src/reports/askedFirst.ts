import type { Block } from '../blocks/model.ts';
import { confirmationFor, type Judged } from '../run/confirmation.ts';

/** What a responder is asked before a block runs, wherever it acts, with the step before it: what a dry run tells of. */
export function askedFirst(step: string, block: Block, judged: Omit<Judged, 'attributes'>): readonly string[] {
  const wanted = confirmationFor({ ...judged, attributes: block.attributes }, {});
  return wanted.kind === 'none' || block.interactive ? [] : [`${step}: asks first: ${wanted.message}`];
}
