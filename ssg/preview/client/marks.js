// @ts-check
/** Marks links to what readers do not see yet. */

const WORDS = ["draft", "scheduled"];
const LOOK = `
  display: inline-block; position: static; inline-size: auto; block-size: auto;
  margin-inline-start: 8px; padding: 1px 7px; border: 1px solid; border-radius: 99px;
  font: 500 11px/1.4 system-ui, sans-serif; vertical-align: middle; letter-spacing: .02em;
  text-transform: none; text-decoration: none; opacity: .75; background: none;
`;

/**
 * Add the marks; returns what sets them anew.
 * @returns {(hidden: Record<string, string>) => void} addresses with "draft" or "scheduled"
 */
export function addMarks() {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return (hidden) => {
    const rules = WORDS.map((word) => {
      const addresses = Object.keys(hidden).filter((address) => hidden[address] === word);
      const links = addresses.map((address) => `[href="${CSS.escape(address)}"]`);
      if (links.length === 0) return "";
      return `a:is(${links.join()}):not(:has(img, svg))::after { content: "${word}"; ${LOOK} }`;
    });
    sheet.replaceSync(`@media screen { ${rules.join("")} }`);
  };
}
