// @ts-check
/** The server's stream of events, opened again whenever it ends. */

const EVENTS = "/__ssg/events";
const NAMES = ["hello", "changed", "goto", "bye"];

/**
 * @typedef {{name: string, run?: string, epoch?: number, busy?: boolean, assets?: string[],
 *   errors?: import("./page.js").Problem[], address?: string, source?: string,
 *   isNew?: boolean}} Message
 */

/**
 * Open the stream; returns what closes it.
 * @param {(message: Message) => void} hear also gets `away` when the server is gone
 * @returns {() => void}
 */
export function openStream(hear) {
  /** @type {EventSource} */
  let source;
  let pause = 0;

  function open() {
    source = new EventSource(EVENTS);
    for (const name of NAMES) {
      source.addEventListener(name, ({ data }) => hear({ ...JSON.parse(data || "{}"), name }));
    }
    source.addEventListener("error", () => {
      hear({ name: "away" });
      // A browser tries again by itself, except after an answer that is no stream.
      if (source.readyState === EventSource.CLOSED) {
        pause = window.setTimeout(open, 500 + 1500 * Math.random());
      }
    });
  }

  open();
  return () => {
    window.clearTimeout(pause);
    source.close();
  };
}
