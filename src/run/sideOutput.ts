import { Masker } from '../masking/mask.ts';
import type { SideFile } from '../record/logPorts.ts';
import type { Chunk, Overflow, OverflowPorts, Stream } from './ports.ts';

interface SideOutputPorts extends Pick<OverflowPorts, 'secrets' | 'print'> {
  readonly open: () => Promise<SideFile>;
}

/** Keeps output in a side file: masked, in order, no faster than the disk takes it. */
export class SideOutput implements Overflow {
  readonly #ports: SideOutputPorts;
  readonly #maskers: Record<Stream, Masker>;
  #turn: Promise<void> = Promise.resolve();
  #file: SideFile | undefined;
  #bytes = 0;
  #lost = false;

  constructor(ports: SideOutputPorts) {
    this.#ports = ports;
    this.#maskers = { stdout: new Masker(ports.secrets), stderr: new Masker(ports.secrets) };
  }

  readonly push = (stream: Stream, chunk: Chunk): Promise<void> | undefined => {
    if (chunk.masking !== undefined) this.#maskers[stream] = new Masker(this.#ports.secrets, chunk.masking);
    return this.#add(this.#maskers[stream].push(chunk.text()));
  };

  async end(): Promise<{ readonly bytes: number; readonly lost: boolean }> {
    for (const masker of Object.values(this.#maskers)) void this.#add(masker.flush());
    await this.#turn;
    await this.#file?.close().catch(() => (this.#lost = true));
    return { bytes: this.#bytes, lost: this.#lost };
  }

  #add(text: string): Promise<void> | undefined {
    if (text === '') return undefined;
    return (this.#turn = this.#turn.then(async () => {
      await this.#ports.print(text);
      if (this.#lost) return;
      try {
        this.#file ??= await this.#ports.open();
        this.#bytes = await this.#file.append(text);
      } catch {
        this.#lost = true;
      }
    }));
  }
}
