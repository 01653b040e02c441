/** A thread of the extension host that takes the output of a command that prints a lot. */
import { serveOverflow } from '../processes/overflowThread.ts';
import { SideOutput } from '../run/sideOutput.ts';

serveOverflow((ports) => new SideOutput(ports));
