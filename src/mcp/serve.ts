import { openAgentLog } from '../processes/agentLog.ts';
import { callTool } from '../tools/callTool.ts';
import { McpSession } from '../tools/mcpSession.ts';
import { linesOf } from './lines.ts';
import { workspacePorts, type Workspace } from './workspacePorts.ts';

export interface ServeOptions extends Workspace {
  /** Breakwater's own. */
  readonly version: string;
  readonly input: AsyncIterable<string>;
  readonly write: (line: string) => Promise<void>;
}

const MAX_LINE_CHARACTERS = 4_000_000;

/** Serves the Model Context Protocol, one request after the other, until the input ends. */
export async function serve({ version, input, write, ...workspace }: ServeOptions): Promise<void> {
  const log = openAgentLog(workspace.root);
  const ports = workspacePorts(workspace, log);
  let calls = 0;
  const session = new McpSession(version, (name, given, agent) =>
    callTool(name, given, { agent, calls: calls++ }, ports),
  );
  try {
    for await (const line of linesOf(input, MAX_LINE_CHARACTERS)) {
      const answer = line === undefined ? session.tooLong() : await session.answer(line);
      if (answer !== undefined) await write(answer);
    }
  } finally {
    await log.close();
  }
}
