import { EDITOR_PREFIX, toolDefinitions } from '../tools/catalogue.ts';

/** The manifest with the tools for agents as VS Code wants them declared. */
export function withTools(before: string): string {
  const manifest = JSON.parse(before) as { readonly contributes: Record<string, unknown> };
  manifest.contributes['languageModelTools'] = toolDefinitions.map(({ name, title, description, inputSchema }) => ({
    name: EDITOR_PREFIX + name,
    toolReferenceName: EDITOR_PREFIX + name,
    displayName: title,
    modelDescription: description,
    userDescription: description.split('. ', 1)[0],
    canBeReferencedInPrompt: true,
    icon: '$(shield)',
    tags: ['breakwater'],
    inputSchema,
  }));
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
