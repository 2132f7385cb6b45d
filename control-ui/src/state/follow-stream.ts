/** Says what to do with an event of this name. */
type On<Events> = <N extends keyof Events & string>(name: N, take: (event: Events[N]) => void) => void;

/** Every stream says something more often than this: silence means that the connection is dead though nobody noticed. */
const silenceMs = 40_000;
const longestWaitMs = 10_000;

/** Follows server-sent events, and asks again whenever they break off, until the returned function is called. */
export function followStream<Events>(address: string, listen: (on: On<Events>) => void, onLost: () => void): () => void {
  let source: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;

  const listenOn = () => {
    clearTimeout(silence);
    silence = setTimeout(lose, silenceMs);
  };
  const stop = () => {
    clearTimeout(silence);
    clearTimeout(again);
    source?.close();
  };
  // A browser gives up for good when the answer is not 200, which is what Caddy says while the agent restarts.
  const lose = () => {
    stop();
    again = setTimeout(open, Math.min(250 * 2 ** tries, longestWaitMs));
    tries += 1;
    onLost();
  };
  const on: On<Events> = (name, take) =>
    source?.addEventListener(name, (message) => {
      tries = 0;
      listenOn();
      take(JSON.parse(message.data));
    });
  const open = () => {
    source = new EventSource(address);
    source.onerror = lose;
    listenOn();
    listen(on);
  };
  open();
  return stop;
}
