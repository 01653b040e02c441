import type { ExecutionView, ItemState, OrphanView } from '../protocol/webview.ts';
import { diffView, splitMessage } from './diffView.ts';
import { duration, h } from './dom.ts';
import { orphanWords } from './orphanWords.ts';
import { capital } from '../text/words.ts';
import { clock, stateSign } from './states.ts';

/** What a block's result is drawn from. */
export interface Result {
  readonly state: ItemState;
  readonly execution: ExecutionView | undefined;
  /** Processes that the execution left running. */
  readonly orphans: OrphanView;
  /** What can be done with the result. */
  readonly actions: HTMLElement;
}

/** A result in words: each fact once. */
export interface ResultText {
  readonly headline: string;
  /** Left out where the headline says what was wrong with a command that exited with 0. */
  readonly exitCode?: number;
  readonly sentence?: string;
  readonly patch?: string;
}

/** What came of a command. One that exited with 0 and printed something else has not "failed with exit code 0". */
export function resultText(state: ItemState, execution: ExecutionView | undefined): ResultText {
  if (execution === undefined) return { headline: capital(state.word), sentence: state.detail };
  const { status, met, exitCode } = execution;
  const { sentence, patch } = splitMessage(execution.message ?? '');
  if (state.state === 'failed' && met === false && exitCode === 0) {
    return { headline: sentence || capital(state.detail ?? ''), patch };
  }
  const detail = status === 'timed-out' ? 'timed out' : status === 'unknown' ? 'process gone' : '';
  const known = status === 'unknown' && sentence.startsWith('Unknown result') ? '' : sentence;
  return {
    headline: capital([state.word, detail].filter(Boolean).join(', ')),
    exitCode,
    sentence: known || undefined,
    patch,
  };
}

/** The row beneath a command: its state, exit code, times and what else there is to say. */
export function resultRow({ state, execution, orphans, actions }: Result): readonly Node[] {
  const { headline, exitCode, sentence, patch } = resultText(state, execution);
  if (execution === undefined && state.state === 'not-started') return [];
  const word = h('span', { className: 'result-word' }, ...stateSign(state.state), headline);
  const said = sentence ? [h('span', { className: 'result-message' }, sentence)] : [];
  if (execution === undefined) return [word, ...said];
  const { attempt = 1, retryInMs, truncated, edited } = execution;
  const facts: readonly (readonly [className: string, text: string | undefined | false])[] = [
    ['exit-code', exitCode !== undefined && `exit code ${exitCode}`],
    ['duration', execution.duration !== undefined && duration(execution.duration)],
    ['again', retryInMs !== undefined && `attempt ${attempt}, next in ${duration(retryInMs)}`],
    ['edited', edited && 'command edited since'],
    ['result-message', truncated && 'output truncated: showing the end'],
  ];
  return [
    word,
    ...(execution.status === 'running' ? [clock(execution.startedAt)] : []),
    ...facts.flatMap(([className, text]) => (text ? [h('span', { className }, text)] : [])),
    ...orphanWords(orphans),
    ...said,
    actions,
    ...(patch ? [diffView(patch)] : []),
  ];
}
