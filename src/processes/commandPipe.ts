import { execFile } from 'node:child_process';
import { close, constants, open } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** Bytes that are read at once: what a pipe holds on Linux. */
const READ_BUFFER_BYTES = 64 * 1024;

/**
 * A pipe for a command to print into. Those that Node makes by itself are sockets: a command that writes to
 * `/dev/stderr` fails there ("No such device or address"), and each read takes new memory outside of the heap, which is
 * given back late.
 */
export interface CommandPipe {
  /** For the command's standard output or error. Ours to close, once the command has it. */
  readonly given: number;
  /** Lets go of both ends, where no command has come to use them. */
  close(): void;
  /** Reads what is printed. The bytes are good until the function returns; it may pause the stream. */
  read(take: (bytes: Buffer) => void): Readable;
}

/** Pipes are made in milliseconds, on a folder that answers. */
const MAKING_MS = 10_000;

/** Pipes of these names in a folder that nobody else can read; undefined where the system does not make such. */
export async function openPipes(folder: string, names: readonly string[]): Promise<readonly CommandPipe[] | undefined> {
  if (process.platform === 'win32') return undefined;
  const files = names.map((name) => join(folder, name));
  const made = await promisify(execFile)('mkfifo', ['-m', '600', ...files], { timeout: MAKING_MS }).catch(
    () => undefined,
  );
  if (made === undefined) return undefined;
  const opened = await Promise.allSettled(files.map(openPipe));
  const pipes = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (pipes.length === files.length) return pipes;
  for (const pipe of pipes) pipe.close();
  return undefined;
}

async function openPipe(file: string): Promise<CommandPipe> {
  const opened = promisify(open);
  // This end first, and without waiting for the other one, which then finds a reader.
  const ours = await opened(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const given = await opened(file, constants.O_WRONLY).catch((error: unknown) => {
    closeQuietly(ours);
    throw error;
  });
  await unlink(file).catch(() => undefined);
  return {
    given,
    close: () => {
      closeQuietly(given);
      closeQuietly(ours);
    },
    read: (take) => {
      const callback = (length: number, bytes: Uint8Array): boolean => {
        take(Buffer.from(bytes.buffer, bytes.byteOffset, length));
        return !stream.isPaused();
      };
      const onread: OnReadOpts = { buffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES), callback };
      // The constructor takes `onread` as `connect` does; the types of Node 20 do not tell.
      const options: SocketConstructorOpts & { readonly onread: OnReadOpts } = {
        fd: ours,
        readable: true,
        writable: false,
        onread,
      };
      // breakwater-disable-next-line require-timeout -- a pipe of this machine; commands have their own limit
      const stream = new Socket(options);
      // A pipe that breaks has ended: `close` tells.
      stream.on('error', () => undefined);
      // Nothing comes this way; but only a stream that flows tells its end.
      return stream.resume();
    },
  };
}

/** Lets go of our copy of the command's end, so that the pipe ends when the command does. */
export function closeGiven({ given }: CommandPipe): void {
  closeQuietly(given);
}

function closeQuietly(descriptor: number): void {
  close(descriptor, () => undefined);
}
