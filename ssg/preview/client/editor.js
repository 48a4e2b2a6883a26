// @ts-check
/** Opens a source file in the author's own editor. */

/**
 * Open a file; returns null, or why it cannot be opened.
 * @param {string} source
 * @param {number} line
 * @returns {Promise<{message: string, fix: string} | null>}
 */
export async function openSource(source, line) {
  try {
    const answer = await fetch("/__ssg/open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ source, line }),
    });
    return answer.ok ? null : await answer.json();
  } catch {
    return { message: "preview does not answer", fix: "run ssg preview" };
  }
}
