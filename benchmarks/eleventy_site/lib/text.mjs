// Values as text.
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const WORDS_IN_SUMMARY = 50;
const WORDS_A_MINUTE = 213;
const LONG_DATE = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-US", { year: "numeric", month: "long", timeZone: "UTC" });

export const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
export const isoDate = (date) => date.toISOString().replace(".000Z", "Z");
export const longDate = (date) => LONG_DATE.format(date);
export const monthName = (date) => MONTH.format(date);
export const feedDate = (date) => date.toUTCString().replace("GMT", "+0000");
export const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
export const countWords = (text) => text.trim().split(/\s+/).length;
export const minutes = (words) => Math.ceil(words / WORDS_A_MINUTE);

// The first words of a post, as they stand in listings; `html` is what its Markdown has become.
const summaries = new Map();
export function summary(url, html) {
  let words = summaries.get(url);
  if (words === undefined) {
    const start = html.slice(0, 2000).replace(/<sup[^]*?<\/sup>|<[^>]*>?/g, "");
    words = start.trim().split(/\s+/).slice(0, WORDS_IN_SUMMARY).join(" ");
    summaries.set(url, words);
  }
  return words;
}
