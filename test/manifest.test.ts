import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands, editors, settings, views } from '../src/extension/ids.ts';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}
interface Setting {
  readonly scope?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
}
interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: Readonly<
    Record<string, { supported: unknown; description: string; restrictedConfigurations?: string[] }>
  >;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac?: string;
      readonly when?: string;
    }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly customEditors: readonly { readonly viewType: string; readonly priority: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string; readonly altText: string };
        readonly completionEvents?: readonly string[];
      }[];
    }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);
const properties = Object.assign({}, ...contributes.configuration.map((part) => part.properties)) as Record<
  string,
  Setting
>;
const sources = ['src/extension', 'src/desk'].flatMap((room) =>
  readdirSync(room).map((name) => readFileSync(`${room}/${name}`, 'utf8')),
);

describe('the manifest', () => {
  it('declares the commands, settings, views and editors that the code names, and no others', () => {
    expect(declared.toSorted()).toEqual(Object.values<string>(commands).toSorted());
    expect(Object.keys(properties).toSorted()).toEqual(Object.values<string>(settings).toSorted());
    expect(Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id))).toEqual(Object.values(views));
    expect(contributes.customEditors.map(({ viewType }) => viewType)).toEqual(Object.values(editors));
  });

  it('names ids in one place only', () => {
    const literal = /'breakwater\.(?:runbooks?|run|lint|runs|incidents?|server|log|trace)\.[\w.]+'/g;
    const users = sources.filter((text) => !text.includes('Ids that package.json declares'));
    expect(users.flatMap((text) => text.match(literal) ?? [])).toEqual([]);
  });

  it('puts every command under one category and into menus only where it exists', () => {
    for (const { category, title } of contributes.commands) {
      expect(category).toBe('Breakwater');
      expect(title).toMatch(/^[A-Z]/);
    }
    const used = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    expect(used.filter((command) => !declared.includes(command))).toEqual([]);
    for (const { command, when } of contributes.keybindings) {
      expect(declared).toContain(command);
      expect(when, command).toBeTruthy();
    }
  });

  it('takes no key that VS Code itself uses', () => {
    // Chords of VS Code's defaults on any system: Ctrl+K, then one of these.
    const taken =
      /^(?:ctrl|cmd)\+k (?:(?:ctrl|cmd)\+)?(?:[a-z0-9]|enter|left|right|up|down|f2|f12|escape|,|\\|=|-|\[|\])$/;
    const chords = contributes.keybindings
      .flatMap(({ key, mac }) => [key, mac ?? ''])
      .filter((key) => key.includes(' ') || /^(?:ctrl|cmd)\+k$/.test(key));
    expect(chords.length).toBeGreaterThan(0);
    expect(chords.filter((key) => taken.test(key))).toEqual([]);
    expect('ctrl+k r').toMatch(taken);
  });

  it('activates by language, by a link, by the dashboard of before a reload, and where an incident may be open', () => {
    expect(manifest.activationEvents.length).toBeGreaterThan(0);
    const others = manifest.activationEvents.filter((event) => !event.startsWith('onLanguage:'));
    // A path without a pattern: VS Code looks at one place and searches nothing.
    expect(others).toEqual([
      'workspaceContains:.breakwater/incidents',
      'onUri',
      'onWebviewPanel:breakwater.incidentDashboard',
    ]);
  });

  it('gives every setting a scope, a description and a default', () => {
    for (const [id, setting] of Object.entries(properties)) {
      expect(setting.scope, id).toBeTruthy();
      expect(setting.markdownDescription, id).toBeTruthy();
      expect(setting, id).toHaveProperty('default');
    }
  });

  it('says what it does in untrusted and virtual workspaces', () => {
    for (const kind of ['untrustedWorkspaces', 'virtualWorkspaces']) {
      expect(manifest.capabilities[kind]?.supported).toBe('limited');
      expect(manifest.capabilities[kind]?.description).toMatch(/\.$/);
    }
    for (const id of manifest.capabilities['untrustedWorkspaces']?.restrictedConfigurations ?? []) {
      expect(Object.keys(properties)).toContain(id);
    }
  });

  it('shows an icon that the Marketplace takes', () => {
    const png = readFileSync(manifest.icon);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(png.readUInt32BE(20)).toBe(png.readUInt32BE(16));
  });

  it('walks through at most five steps, with pictures that exist', () => {
    for (const { steps } of contributes.walkthroughs) {
      expect(steps.length).toBeLessThanOrEqual(5);
      for (const { media, completionEvents } of steps) {
        expect(existsSync(media.svg), media.svg).toBe(true);
        expect(media.altText).toBeTruthy();
        expect(completionEvents?.length).toBeGreaterThan(0);
      }
    }
  });
});
