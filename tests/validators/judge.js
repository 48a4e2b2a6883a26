// Measures a page as a reader sees it. Each function returns faults as sentences; judging.py calls them.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(".unseen, .skip:not(:focus)");
  const round = (number) => Math.round(number * 10) / 10;
  const bodyRows = () => parseFloat(getComputedStyle(document.body).lineHeight);

  function name(element) {
    const words = (element.textContent || element.value || "").trim().replace(/\s+/g, " ");
    const classes = typeof element.className === "string" ? element.className.trim() : "";
    const mark = classes ? "." + classes.split(/\s+/).join(".") : "";
    return `<${element.localName}${mark}> ${words.slice(0, 50)}`.trim();
  }

  // Colours: whatever CSS says, a canvas gives it back in red, green, blue and alpha.
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function colour(css) {
    if (!known.has(css)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = css;
      brush.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
      known.set(css, [red, green, blue, alpha / 255]);
    }
    return known.get(css);
  }
  const over = (top, bottom) =>
    [0, 1, 2].map((at) => top[at] * top[3] + bottom[at] * (1 - top[3])).concat(1);
  function luminance([red, green, blue]) {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  // The colour behind an element's words: its own ground and those of what it stands in.
  function ground(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const layer = colour(style.backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    const paper = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reduceRight((below, layer) => over(layer, below), paper);
  }
  function opacity(element) {
    let all = 1;
    for (let at = element; at; at = at.parentElement) all *= parseFloat(getComputedStyle(at).opacity);
    return all;
  }
  function contrastOf(css, element, from = element) {
    const behind = ground(from);
    if (!behind) return null;
    const [red, green, blue, alpha] = colour(css);
    return contrast(over([red, green, blue, alpha * opacity(element)], behind), behind);
  }

  function paleWords() {
    const least = new Map();
    const note = (element, css, what) => {
      const found = contrastOf(css, element);
      if (found === null) least.set(`${name(element)}: words stand on a picture`, 0);
      else if (found < 7) least.set(`${what}${name(element)}`, found);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement;
      if (!text.data.trim() || seen.has(element)) continue;
      seen.add(element);
      if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(element.tagName) || !isShown(element)) continue;
      note(element, getComputedStyle(element).color, "");
    }
    for (const element of all("body *")) {
      for (const part of ["::before", "::after", "::marker"]) {
        const style = getComputedStyle(element, part);
        const says = /["'].*[^\s"'].*["']|counter|attr/.test(style.content);
        if (says && style.display !== "none" && isShown(element)) note(element, style.color, `${part} of `);
      }
    }
    for (const field of all("input, textarea")) {
      if (isShown(field) && field.placeholder) note(field, getComputedStyle(field, "::placeholder").color, "placeholder of ");
    }
    return [...least].map(([what, value]) => `contrast of words is ${round(value)}, not 7: ${what}`);
  }

  function paleControls() {
    return all("input:not([type=hidden]), button, select, textarea, .button").filter(isShown).flatMap((control) => {
      const style = getComputedStyle(control);
      const outside = ground(control.parentElement);
      if (!outside) return [`a control stands on a picture: ${name(control)}`];
      const border = parseFloat(style.borderBlockStartWidth) > 0 ? contrast(over(colour(style.borderBlockStartColor), outside), outside) : 1;
      const fill = contrast(ground(control) || outside, outside);
      const best = Math.max(border, fill);
      // A button that is drawn as words alone is found by its words.
      if (control.matches("button, .button") && best === 1 && border === 1 && control.textContent.trim()) return [];
      return best < 3 ? [`contrast of a control is ${round(best)}, not 3: ${name(control)}`] : [];
    });
  }

  // Words that begin before the screen does: nobody can scroll there.
  function outOfReach() {
    const page = document.documentElement;
    const rtl = getComputedStyle(page).direction === "rtl";
    return all("body *")
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const isOut = rtl ? box.right > page.clientWidth + 0.5 : box.left < -0.5;
        return isOut && box.width > 1 && isShown(element) && element.innerText?.trim();
      })
      .slice(0, 4)
      .map((element) => `${name(element)} begins before the screen`);
  }

  function wide() {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return outOfReach();
    const rtl = getComputedStyle(page).direction === "rtl";
    const guilty = all("body *")
      .filter((element) => {
        const box = element.getBoundingClientRect();
        return (rtl ? box.left < -0.5 : box.right > page.clientWidth + 0.5) && box.width > 0;
      })
      .slice(0, 4)
      .map(name);
    return [`the page is ${page.scrollWidth} px wide on ${page.clientWidth}: ${guilty.join("; ")}`];
  }

  // How many characters stand in each line of a paragraph.
  function lineLengths(paragraph) {
    const high = parseFloat(getComputedStyle(paragraph).lineHeight);
    const top = paragraph.getBoundingClientRect().top;
    const lines = [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (text.parentElement.closest("sup")) continue;
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        const line = Math.floor(((box.top + box.bottom) / 2 - top) / high);
        lines[line] = (lines[line] || "") + text.data[at];
      }
    }
    return lines.filter(Boolean).map((line) => line.trim().length);
  }
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  function measure(selector, leastLines) {
    const full = [];
    for (const paragraph of all(selector).filter(isShown).slice(0, 14)) {
      const lines = lineLengths(paragraph);
      if (lines.length >= leastLines) full.push(...lines.slice(0, -1));
    }
    return full.length ? median(full) : null;
  }
  function lineFaults([least, most]) {
    if (!/^en/.test(document.documentElement.lang)) return [];
    const found = measure(".text > p", 4);
    return found !== null && (found < least || found > most) ? [`${found} characters a line, not ${least} to ${most}`] : [];
  }

  function narrowAnswers() {
    const found = measure(".depth-9 > .comment .comment-text p, .depth-9 > .comment .comment-text", 2);
    const faults = found !== null && found < 30 ? [`an answer at depth 9 has ${found} characters a line, not 30`] : [];
    const unnamed = all(".depth-9 > .comment").filter((at) => !at.querySelector(".in-reply-to a"));
    return unnamed.length ? [...faults, "an answer at depth 9 does not say whom it answers"] : faults;
  }

  function cutWords() {
    return all("body *").filter((element) => {
      const style = getComputedStyle(element);
      return isShown(element) && (style.webkitLineClamp !== "none" ||
        (style.textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth));
    }).map((element) => `words are cut: ${name(element)}`);
  }

  function pictures() {
    return all("img").filter((image) => isShown(image) && !image.closest(".comment-text")).flatMap((image) => {
      const faults = [];
      if (!image.hasAttribute("width") || !image.hasAttribute("height")) faults.push(`a picture has no width and height: ${image.src}`);
      if (image.complete && !image.naturalWidth) faults.push(`a picture is not there: ${image.src}`);
      return faults;
    });
  }

  function headlines() {
    const front = document.querySelector(".front");
    if (!front) return [];
    const counts = new Map();
    for (const headline of all(".headline", front).filter(isShown)) {
      const size = Math.round(parseFloat(getComputedStyle(headline).fontSize) * 2) / 2;
      counts.set(size, (counts.get(size) || 0) + 1);
    }
    const sizes = [...counts.keys()].sort((a, b) => b - a);
    const said = sizes.map((size) => `${size} px (${counts.get(size)})`).join(", ");
    const faults = sizes.length > 3 ? [`headlines have ${sizes.length} sizes: ${said}`] : [];
    const near = sizes.slice(1).some((size, at) => sizes[at] / size < 1.345);
    if (near) faults.push(`sizes of headlines are too near to each other, not 1.35 apart: ${said}`);
    if (sizes.length > 1 && counts.get(sizes[0]) > 1) faults.push(`the largest headline is not alone: ${said}`);
    return faults;
  }

  function firstView() {
    const text = document.querySelector(".post-page .text > p");
    if (!text) return [];
    if (!document.querySelector(".lead-picture")) {
      const room = innerHeight - text.getBoundingClientRect().top - scrollY;
      return room < 2 * bodyRows() ? [`the first paragraph begins at ${Math.round(innerHeight - room)}, on a screen ${innerHeight} high`] : [];
    }
    return all(".entry-header h1, .entry-header .dek, .byline").filter((part) => {
      const box = part.getBoundingClientRect();
      return box.top + scrollY < 0 || box.bottom + scrollY > innerHeight;
    }).map((part) => `not complete on the first screen: ${name(part)}`);
  }

  // A line's words, by where they stand.
  function lastLine(element) {
    const range = document.createRange();
    const lines = new Map();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (const word of text.data.matchAll(/\S+/g)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const top = Math.round(range.getBoundingClientRect().top);
        lines.set(top, (lines.get(top) || 0) + 1);
      }
    }
    return { lines: lines.size, words: [...lines.values()].pop() };
  }
  function longHeadline() {
    const headline = document.querySelector(".entry-title");
    if (!headline || headline.textContent.trim().length < 60) return [];
    const { lines, words } = lastLine(headline);
    const faults = innerWidth >= 390 && lines > 4 ? [`the headline has ${lines} lines, not 4`] : [];
    return words === 1 ? [...faults, "the last word of the headline stands alone"] : faults;
  }

  function plainLinks() {
    return all(".text a:not(.footnote-ref, .footnote-backref, .embed), .comment-text a, .bio a").filter((link) =>
      isShown(link) && link.textContent.trim() && !getComputedStyle(link).textDecorationLine.includes("underline"))
      .map((link) => `a link in the text is not underlined: ${name(link)}`);
  }

  const boxOf = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { element, left, right, top: top + scrollY, bottom: bottom + scrollY };
  };
  const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const besideNotes = () => all(".footnotes > ol > li").filter((note) => isShown(note) && getComputedStyle(note).position === "absolute");
  function collisions() {
    const notes = besideNotes().map(boxOf);
    const others = [
      ...all(".text > *:not(.footnotes), .entry > *:not(.text), .byline, .pull-quote, .wide, .table"),
      ...all("main > *:not(.entry), .site-footer"),
    ].filter((element) => isShown(element) && element.getBoundingClientRect().height > 0).map(boxOf);
    const faults = [];
    for (const [number, note] of notes.entries()) {
      if (note.left < 0 || note.right > innerWidth) faults.push(`a note leaves the screen: ${name(note.element)}`);
      for (const other of [...notes.slice(number + 1), ...others]) {
        if (touch(note, other)) faults.push(`the note “${name(note.element).slice(5, 45)}” lies over ${name(other.element)}`);
      }
    }
    const beside = all(".pull-quote").filter(isShown).map(boxOf);
    for (const quote of beside) {
      for (const other of all(".byline, .text > p, .text figure, .table").filter(isShown).map(boxOf)) {
        if (getComputedStyle(other.element).position !== "static" || other.element.matches(".table, figure")) {
          if (touch(quote, other)) faults.push(`a pull quote lies over ${name(other.element)}`);
        }
      }
    }
    return faults.slice(0, 6);
  }

  // On which side of the text something stands, as a reader of that language counts sides.
  function sides() {
    const text = document.querySelector(".text > p");
    if (!text) return {};
    const rtl = getComputedStyle(text).direction === "rtl";
    const column = text.getBoundingClientRect();
    const side = (element) => {
      const box = element.getBoundingClientRect();
      const isLeft = box.right <= column.left + 1, isRight = box.left >= column.right - 1;
      return isLeft ? (rtl ? "end" : "start") : isRight ? (rtl ? "start" : "end") : "within";
    };
    const found = {};
    for (const [what, elements] of [["notes", besideNotes()], ["byline", all(".byline")], ["pull quote", all(".pull-quote")]]) {
      if (elements.length) found[what] = side(elements[0]);
    }
    const quote = document.querySelector(".text blockquote:not(.pull-quote *)");
    if (quote) {
      const style = getComputedStyle(quote);
      const [left, right] = [parseFloat(style.borderLeftWidth), parseFloat(style.borderRightWidth)];
      found["rule of a quotation"] = left === right ? "none" : (left > right) === rtl ? "end" : "start";
    }
    return found;
  }

  function coveredByPictures() {
    const seen = all("img, video").filter(isShown).map(boxOf);
    return all(".headline, .dek, .by, h1").filter(isShown).map(boxOf)
      .filter((words) => seen.some((picture) => touch(words, picture) && !words.element.contains(picture.element)))
      .map((words) => `words lie over a picture: ${name(words.element)}`);
  }

  // The Tab walk: what has the focus now, and what is wrong with it.
  function isInSentence(element) {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = element.closest("p, li, dd, dt, td, th, figcaption, blockquote, h1, h2, h3, h4, caption, label");
    if (!around) return false;
    const linked = all("a", around).reduce((sum, link) => sum + link.textContent.trim().length, 0);
    return around.textContent.trim().length - linked > 3 || /^H[1-4]$/.test(around.tagName);
  }
  function stop() {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const faults = [];
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const ring = parseFloat(style.outlineWidth);
    // Players draw the rings of their own buttons.
    const isPlayer = element.matches("audio, video");
    if (!isPlayer && (style.outlineStyle === "none" || ring < 3)) faults.push(`no focus ring of 3 px (${style.outlineStyle} ${style.outlineWidth})`);
    else if (!isPlayer) {
      const found = contrastOf(style.outlineColor, element, element.parentElement);
      if (found !== null && found < 3) faults.push(`the focus ring has a contrast of ${round(found)}, not 3`);
    }
    const rects = [...element.getClientRects()];
    const visible = rects.find((rect) => rect.width > 1 && rect.height > 1 && rect.bottom > 0 && rect.top < innerHeight && rect.right > 0 && rect.left < innerWidth);
    if (!visible) faults.push("it is off the screen");
    else {
      const [x, y] = [(Math.max(0, visible.left) + Math.min(innerWidth, visible.right)) / 2, (Math.max(0, visible.top) + Math.min(innerHeight, visible.bottom)) / 2];
      const top = document.elementFromPoint(x, y);
      if (top && top !== element && !element.contains(top) && !top.contains(element)) faults.push(`${name(top)} covers it`);
    }
    if (element.matches("a, button, input, select, summary, textarea") && (box.height < 23.5 || box.width < 23.5) && !isInSentence(element)) {
      faults.push(`it is ${round(box.width)} × ${round(box.height)} px, not 24`);
    }
    element.dataset.walked = "1";
    return { name: name(element), isSkip: element.matches(".skip"), faults };
  }
  function unreached() {
    const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], audio[controls]";
    return all(wanted).filter((element) => isShown(element) && element.tabIndex >= 0 && !element.disabled && !element.dataset.walked && !element.matches(".skip"))
      .slice(0, 5).map((element) => `Tab does not reach ${name(element)}`);
  }

  // How far the source goes that the first screen shows: a tag, and how many of its kind stand before it.
  function fold() {
    for (const element of all("main p, main h2, main h3, main li, main a, main article, main section, main figure")) {
      const box = element.getBoundingClientRect();
      if (box.height > 0 && box.top + scrollY >= innerHeight && isShown(element)) {
        return { tag: element.localName, before: all(`body ${element.localName}`).indexOf(element) };
      }
    }
    return null;
  }

  window.judge = {
    look(limits) {
      return [
        ...wide(), ...paleWords(), ...paleControls(), ...cutWords(), ...pictures(), ...headlines(),
        ...(limits.lines ? lineFaults(limits.lines) : []), ...(innerWidth >= 390 ? firstView() : []),
        ...(innerWidth >= 390 ? narrowAnswers() : []), ...longHeadline(), ...plainLinks(), ...collisions(),
        ...coveredByPictures(),
      ];
    },
    wide, sides, stop, unreached, fold,
  };
})();
