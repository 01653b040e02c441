import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import { knowledge } from '../libraries/index.ts';
import { versionFits } from '../knowledge/versions.ts';
import type { Ast, CallExpression, NewExpression, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Suggestion } from './model.ts';
import { findProperty, setOption, unwrapped } from './edits.ts';
import { nodeAt, textOf } from '../ast/locate.ts';

type Call = CallExpression | NewExpression;

/** `10000` as `10_000`. */
export function milliseconds(ms: number): string {
  return String(ms).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `10000` as `10 s`, `1500` as `1.5 s`, `300` as `300 ms`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

/** The option that bounds a client, by what is known of its library, and the argument that it goes into. */
function clientOption(client: ClientInstance, call: Call): { index: number; option: string } | undefined {
  const known = client.library && knowledge.byName(client.library.name);
  const version = client.library?.version;
  const timeout = known?.timeouts?.find(
    ({ bounds, countsAsBound: counts, acceptedAt: on, unit, versions }) =>
      (bounds === 'call' || counts) &&
      on !== 'call' &&
      (unit === undefined || unit === 'ms') &&
      (versions === undefined || (version !== undefined && versionFits(version, versions))),
  );
  if (!timeout) return undefined;
  const { range } = client.options;
  const index = call.arguments.findIndex((argument) => argument.range[0] === range?.start);
  if (index < 0) return call.arguments.length === 0 ? { index: 0, option: timeout.option } : undefined;
  // Anything but an object may be a URL or a whole configuration from elsewhere.
  return unwrapped(call.arguments[index]!).type === 'ObjectExpression' ? { index, option: timeout.option } : undefined;
}

/** Ways to bound a call or a client by `ms`, written where its options are; the first is the plainest. */
export function timeoutSuggestions(file: ParsedFile, subject: RemoteCall | ClientInstance, ms: number): Suggestion[] {
  if (subject.kind === 'call' && (subject.streaming || subject.optionalTimeout !== undefined)) return [];
  const call = nodeAt(file, subject.range, 'CallExpression', 'NewExpression') as Call | undefined;
  if (!call) return [];
  if (subject.kind === 'client') {
    const place = clientOption(subject, call);
    if (!place) return [];
    const edits = setOption(file, call, place.index, place.option, milliseconds(ms));
    return suggestion(`Set ${place.option} to ${duration(ms)}`, edits);
  }
  const { index, timeoutOption, signalsInScope } = subject.options;
  if (index === undefined || timeoutOption === undefined) return [];
  if (timeoutOption !== 'signal') {
    const edits = setOption(file, call, index, timeoutOption, milliseconds(ms));
    return suggestion(`Set ${timeoutOption} to ${duration(ms)}`, edits);
  }
  const own = `AbortSignal.timeout(${milliseconds(ms)})`;
  const present = presentSignal(file, call, index);
  if (present !== undefined) {
    const edits = setOption(file, call, index, 'signal', `AbortSignal.any([${present}, ${own}])`);
    return suggestion(`Stop after ${duration(ms)} as well as on the signal it has`, edits);
  }
  return [
    ...suggestion(`Stop after ${duration(ms)} with AbortSignal.timeout`, setOption(file, call, index, 'signal', own)),
    ...signalsInScope.flatMap(({ name }) =>
      suggestion(
        `Stop on ${name}, and after ${duration(ms)}`,
        setOption(file, call, index, 'signal', `AbortSignal.any([${name}, ${own}])`),
      ),
    ),
  ];
}

/** The signal that the options object passes already, as written. */
function presentSignal(file: ParsedFile, call: Call, index: number): string | undefined {
  const argument = call.arguments[index];
  const options = argument && unwrapped(argument);
  if (options?.type !== 'ObjectExpression') return undefined;
  const value = findProperty(options as Ast.ObjectExpression, 'signal')?.value;
  if (!value || value.type === 'Literal') return undefined;
  return value.type === 'Identifier' && value.name === 'undefined' ? undefined : textOf(file, value);
}

function suggestion(title: string, edits: readonly TextEdit[] | undefined): Suggestion[] {
  return edits ? [{ title, edits }] : [];
}
