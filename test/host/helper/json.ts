import * as vscode from 'vscode';

/** Turns `{"$uri": "/path"}` and `{"$range": [line, character, line, character]}` into what VS Code's commands take. */
export function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  if (typeof object.$uri === 'string') return vscode.Uri.file(object.$uri);
  if (Array.isArray(object.$range)) return new vscode.Range(...(object.$range as [number, number, number, number]));
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, revive(inner)]));
}

/** What can be said of an answer in JSON; things with cycles come as their text. */
export function toJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value ?? null));
  } catch {
    return String(value);
  }
}
