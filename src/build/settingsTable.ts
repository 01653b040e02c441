import { readFileSync } from 'node:fs';

interface Setting {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly default: unknown;
  readonly markdownDescription: string;
}

/** The table of VS Code's settings for the README, as package.json declares them. */
export function settingsTable(): string {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[] };
  };
  const rows = contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([id, setting]) => `| \`${id}\` | ${cell(valuesOf(setting))} | ${cell(setting.markdownDescription)} |`);
  return ['| Setting | Values (default first) | Meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function valuesOf({ enum: values, default: byDefault, type }: Setting): string {
  const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;
  if (values) return [byDefault, ...values.filter((value) => value !== byDefault)].map(code).join(', ');
  if (type === 'boolean') return [byDefault, !byDefault].map(code).join(', ');
  return code(byDefault);
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ');
}
