import type { OrphanView } from '../protocol/webview.ts';
import { h } from './dom.ts';

export const NO_ORPHANS: OrphanView = { pids: [], unproven: [] };

/** What is left of an execution: to be ended here, or only to be told of, because a log alone says so. */
export function orphanWords({ pids, unproven }: OrphanView): HTMLElement[] {
  return [
    ...(pids.length > 0 ? [h('span', { className: 'orphan' }, `still running (process ${pids.join(', ')})`)] : []),
    ...(unproven.length > 0
      ? [
          h(
            'span',
            { className: 'orphan' },
            `may still be running (process ${unproven.join(', ')}): check before ending it`,
          ),
        ]
      : []),
  ];
}
