// @ts-check
/** Shows an author where the page has just changed. */

const TEXTS = "p, li, h1, h2, h3, h4, h5, h6, blockquote, figcaption, pre, td, th, dt, dd";
const MANY = 6;
const GLOW = [{ backgroundColor: "rgb(255 205 70 / .38)" }, {}];

/**
 * Let the blocks that changed glow for a moment.
 * @param {Element[]} changed
 * @param {boolean} isFollowing whether to bring the first into view, if none is
 */
export function showChanges(changed, isFollowing) {
  const inText = changed.map((part) => part.closest("main, article") && part.closest(TEXTS));
  const blocks = [...new Set(inText.filter((block) => block !== null))];
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (isFollowing && blocks.length > 0 && !blocks.some(isInView)) {
    blocks[0].scrollIntoView({ block: "center", behavior: isStill ? "instant" : "smooth" });
  }
  // A page that is new from top to bottom needs no sign of it.
  if (isStill || blocks.length > MANY) return;
  for (const block of blocks) block.animate(GLOW, { duration: 1400, easing: "ease-out" });
}

/** @param {Element} block */
function isInView(block) {
  const { top, bottom } = block.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
