import { ErrorCodes, ResponseError } from 'vscode-languageserver';

type Wanted = 'textDocument' | 'position' | 'range' | 'context';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPosition = (value: unknown): boolean =>
  isObject(value) && Number.isInteger(value['line']) && Number.isInteger(value['character']);

const wellFormed: Readonly<Record<Wanted, (value: unknown) => boolean>> = {
  textDocument: (value) => isObject(value) && typeof value['uri'] === 'string',
  position: isPosition,
  range: (value) => isObject(value) && isPosition(value['start']) && isPosition(value['end']),
  context: (value) => {
    const only = isObject(value) ? value['only'] : null;
    return only === undefined || (Array.isArray(only) && only.every((kind) => typeof kind === 'string'));
  },
};

/** Checks what a request came with. Throws the protocol's error for parameters that are missing or malformed. */
export function requireParams(params: unknown, ...wanted: readonly Wanted[]): void {
  const wrong = wanted.find((name) => !wellFormed[name](isObject(params) ? params[name] : undefined));
  if (wrong !== undefined) throw invalidParams(`"${wrong}" is missing or malformed.`);
}

/** The protocol's error for parameters that make no sense. */
export function invalidParams(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
