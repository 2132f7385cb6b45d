type Listener = (doneBytes: number) => void;
type Work<T> = (signal: AbortSignal, report: Listener) => Promise<T>;

export interface WorkOptions {
  signal: AbortSignal;
  onBytes?: Listener;
}

interface Running<T> {
  done: Promise<T>;
  controller: AbortController;
  listeners: Set<Listener>;
}

/** Does a thing once for all who want it at the same time; stops when the last of them has gone. */
export class SharedWork<T> {
  private readonly running = new Map<string, Running<T>>();

  async run(key: string, work: Work<T>, { signal, onBytes = () => {} }: WorkOptions): Promise<T> {
    signal.throwIfAborted();
    let running = this.running.get(key);
    while (running?.controller.signal.aborted) {
      await running.done.catch(() => undefined);
      running = this.running.get(key);
    }
    return await join(running ?? this.start(key, work), signal, onBytes);
  }

  private start(key: string, work: Work<T>): Running<T> {
    const controller = new AbortController();
    const listeners = new Set<Listener>();
    const report: Listener = (doneBytes) => {
      for (const listener of listeners) listener(doneBytes);
    };
    const done = work(controller.signal, report).finally(() => this.running.delete(key));
    const running = { done, controller, listeners };
    this.running.set(key, running);
    return running;
  }
}

async function join<T>({ done, controller, listeners }: Running<T>, signal: AbortSignal, onBytes: Listener): Promise<T> {
  const listener: Listener = (doneBytes) => onBytes(doneBytes);
  const gone = Promise.withResolvers<never>();
  const leave = () => gone.reject(signal.reason);
  signal.addEventListener('abort', leave);
  listeners.add(listener);
  try {
    return await Promise.race([done, gone.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
    listeners.delete(listener);
    if (listeners.size === 0) controller.abort(new Error('nobody waits for it any more'));
  }
}
