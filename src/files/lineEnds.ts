import type { FileHandle } from 'node:fs/promises';

/** Whether a file ends with a line end; an empty one does. */
export async function endsWithNewline(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last[0] === 10;
}

/** All bytes of it. */
export async function wholeText(handle: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc((await handle.stat()).size);
  await handle.read(bytes, 0, bytes.length, 0);
  return bytes;
}

/** What stands behind the last newline. */
export async function lastPiece(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat();
  const end = await lengthToNewline(handle, size);
  const last = Buffer.alloc(size - end);
  await handle.read(last, 0, last.length, end);
  return last;
}

/** Length of all whole lines: the last one may have lost its newline to an editor, or to a merge. */
export function wholeEnd(bytes: Buffer): number {
  const end = bytes.lastIndexOf(10) + 1;
  return isWholeLine(bytes.subarray(end)) ? bytes.length : end;
}

function isWholeLine(bytes: Buffer): boolean {
  if (bytes[0] !== 0x7b) return false;
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Length up to and with the last newline. */
async function lengthToNewline(handle: FileHandle, size: number): Promise<number> {
  let end = size;
  const block = Buffer.alloc(64 * 1024);
  while (end > 0) {
    const from = Math.max(0, end - block.length);
    const { bytesRead } = await handle.read(block, 0, end - from, from);
    const newline = block.subarray(0, bytesRead).lastIndexOf(10);
    if (newline >= 0) return from + newline + 1;
    end = from;
  }
  return 0;
}
