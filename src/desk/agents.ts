import * as vscode from 'vscode';
import { runsFolderOf } from '../extension/runsFolder.ts';
import { mcpServer } from '../extension/ids.ts';
import type { Services } from '../extension/services.ts';
import { ToolProcess, toolCommand, type ToolCommand } from '../processes/toolProcess.ts';
import { EDITOR_PREFIX, toolDefinitions } from '../tools/catalogue.ts';

/** What newer versions of VS Code have; the types are of the oldest that the extension runs in. */
interface NewerLanguageModels {
  readonly registerTool?: typeof vscode.lm.registerTool;
  readonly registerMcpServerDefinitionProvider?: (
    id: string,
    provider: { readonly provideMcpServerDefinitions: () => readonly object[] },
  ) => vscode.Disposable;
}
type McpStdioServer = new (
  label: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  version: string,
) => object;

/** Breakwater's tools for agents: as tools of VS Code, and as an MCP server, as far as this VS Code has them. */
export function registerAgents(services: Services): vscode.Disposable {
  const lm = (vscode as { readonly lm?: NewerLanguageModels }).lm;
  const { registerTool, registerMcpServerDefinitionProvider } = lm ?? {};
  const processes = new Map<string, ToolProcess>();
  const registered = [
    ...(registerTool
      ? toolDefinitions.map(({ name, title }) =>
          registerTool(EDITOR_PREFIX + name, {
            prepareInvocation: () => ({ invocationMessage: `Breakwater: ${title}` }),
            invoke: async ({ input }) => {
              const answer = await processFor(services, processes).call(name, input);
              return new vscode.LanguageModelToolResult(
                answer.content.map(({ text }) => new vscode.LanguageModelTextPart(text)),
              );
            },
          }),
        )
      : []),
    ...(registerMcpServerDefinitionProvider
      ? [registerMcpServerDefinitionProvider(mcpServer, { provideMcpServerDefinitions: () => servers(services) })]
      : []),
  ];
  return vscode.Disposable.from(...registered, {
    dispose: () => {
      for (const one of processes.values()) one.dispose();
    },
  });
}

function processFor(services: Services, processes: Map<string, ToolProcess>): ToolProcess {
  const [folder] = localFolders();
  if (!folder) throw new Error('Open a folder on this machine first.');
  const key = folder.uri.toString();
  const known = processes.get(key) ?? new ToolProcess(commandFor(services, folder), versionOf(services));
  processes.set(key, known);
  return known;
}

function servers(services: Services): readonly object[] {
  const server = (vscode as { readonly McpStdioServerDefinition?: McpStdioServer }).McpStdioServerDefinition;
  if (!server) return [];
  const folders = localFolders();
  return folders.map((folder) => {
    const { command, args, env } = commandFor(services, folder);
    const label = folders.length > 1 ? `Breakwater (${folder.name})` : 'Breakwater';
    return new server(label, command, args, env, versionOf(services));
  });
}

function commandFor({ context }: Services, { uri }: vscode.WorkspaceFolder): ToolCommand {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'mcp.js').fsPath;
  return toolCommand(script, uri.fsPath, runsFolderOf(context, uri).fsPath);
}

function localFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function versionOf({ context }: Services): string {
  return String((context.extension.packageJSON as { readonly version: unknown }).version);
}
