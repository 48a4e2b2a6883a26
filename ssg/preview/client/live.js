// @ts-check
/**
 * One stream for all tabs: browsers allow six connections to a server, so the seventh tab with a
 * stream of its own would stall everything. The tab that holds a lock leads: it alone listens to
 * the server and tells the others. The one that came to the front last takes the lead, for a
 * browser may slow down, freeze or throw away those behind.
 */

import { openStream } from "./stream.js";

const NAME = "ssg-preview";

/**
 * Hear what the server says, for as long as the page lives.
 * @param {(message: import("./stream.js").Message) => void} hear
 */
export function listen(hear) {
  const canShare = "locks" in navigator && "BroadcastChannel" in window;
  let leave = () => {};

  function stop() {
    leave();
    leave = () => {};
  }

  function join() {
    stop();
    if (canShare) leave = share(hear);
    else if (!document.hidden) leave = openStream(hear);
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) join();
    else if (!canShare) stop();
  });
  window.addEventListener("online", join);
  // A page that waits behind the back button, or is frozen, must hold neither lock nor stream.
  window.addEventListener("pagehide", stop);
  document.addEventListener("freeze", stop);
  window.addEventListener("pageshow", (event) => event.persisted && join());
  document.addEventListener("resume", join);
  join();
}

/**
 * Listen together with the other tabs; returns what ends it.
 * @param {(message: import("./stream.js").Message) => void} hear
 * @returns {() => void}
 */
function share(hear) {
  const channel = new BroadcastChannel(NAME);
  const leaving = new AbortController();
  const { signal } = leaving;
  const left = new Promise((resolve) => signal.addEventListener("abort", resolve));
  let close = () => {};
  channel.addEventListener("message", ({ data }) => signal.aborted || hear(data));

  /** @param {LockOptions} options */
  async function lead(options) {
    try {
      await navigator.locks.request(NAME, options, () => {
        if (signal.aborted) return undefined;
        close = openStream((message) => {
          channel.postMessage(message);
          hear(message);
        });
        return left;
      });
    } catch (reason) {
      // Another tab took the lead, or this one left before its turn. Or there are no locks to have.
      if (!(reason instanceof DOMException && reason.name === "AbortError")) {
        close = openStream(hear);
        return;
      }
    }
    close();
    if (!signal.aborted) lead({ signal });
  }

  lead(document.hidden ? { signal } : { steal: true });
  return () => {
    leaving.abort();
    // At once: a page on its way behind the back button gets no later moment.
    close();
    channel.close();
  };
}
