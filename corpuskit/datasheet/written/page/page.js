"use strict";
// The records of the page: search, filters, order, a dialog for each with a link of its own. Data only ever becomes text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const records = data.records, strings = data.strings;
  const byId = new Map(records.map((record, index) => [record.i, index]));
  const get = (id) => document.getElementById(id);
  const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/u;
  const STEP = 50;

  // ---- text ----
  const named = (sign) => {
    const code = sign.codePointAt(0);
    if (sign === "\n") return "\\n";
    if (sign === "\t") return "\\t";
    if (sign === "\r") return "\\r";
    return code < 256 ? "\\x" + code.toString(16).padStart(2, "0") : "<U+" + code.toString(16).toUpperCase().padStart(4, "0") + ">";
  };
  // What hides or reorders text is shown by its number; joiners stay where a script needs them.
  const visible = (text) => {
    if (!HIDDEN.test(text)) return text;
    const signs = Array.from(text);
    return signs.map((sign, at) => {
      if (!HIDDEN.test(sign)) return sign;
      const joined = (sign === "\u200c" || sign === "\u200d") && signs[at - 1] > "\u007f" && signs[at + 1] > "\u007f";
      return joined ? sign : named(sign);
    }).join("");
  };
  // Offsets count code points, strings of this language do not: texts beyond 16 bits are taken apart once.
  const slicer = (text) => {
    if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
    const signs = Array.from(text);
    return (start, end) => signs.slice(start, end).join("");
  };
  const element = (name, properties, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key === "class") made.className = value;
      else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) made.setAttribute(key, value);
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined) made.append(typeof child === "string" ? visible(child) : child);
    }
    return made;
  };
  const number = (value) => value.toLocaleString("en-US");

  // ---- what a record says ----
  const outletsOf = (record) => (record.o || []).map((index) => data.outlets[index]);
  const affiliationOf = (record) => (record.o ? data.outlets[record.o[0]][3] : "no outlet credited");
  const colourOf = (word) => (word === "no outlet credited" ? "af-none" : "af-" + word);
  const titleOf = (record) => record.t || "(no title)";
  const inForce = (record) => (record.v || []).filter((caveat) => !caveat[5]);
  const markedIn = (record) => inForce(record).filter((caveat) => Number.isInteger(caveat[1])).length;
  const codesOf = (record) => [...new Set(inForce(record).map((caveat) => data.caveats[caveat[0]][0]))].sort();
  const swatch = (word) => element("span", { class: "swatch " + colourOf(word), "aria-hidden": "true" });

  let haystacks = null;
  const haystack = (index) => {
    if (!haystacks) {
      haystacks = records.map((record) => [
        record.i, record.t, record.s, ...(record.u || []), ...outletsOf(record).map((outlet) => outlet[0]),
        (record.p || {}).credit_line, record.x, ...(record.m || []),
      ].filter(Boolean).join("\n").toLowerCase());
    }
    return haystacks[index];
  };

  // ---- the list ----
  const FILTERS = {
    outlet: (record) => outletsOf(record).map((outlet) => outlet[0]),
    affiliation: (record) => (record.o ? outletsOf(record).map((outlet) => outlet[3]) : ["no outlet credited"]),
    year: (record) => [record.d ? record.d.slice(0, 4) : "unknown"],
    language: (record) => [strings[record.l]],
    caveat: codesOf,
  };
  const ORDERS = {
    corpus: null,
    newest: (a, b) => (b.d || "").localeCompare(a.d || ""),
    oldest: (a, b) => (a.d || "9").localeCompare(b.d || "9"),
    longest: (a, b) => (b.w || 0) - (a.w || 0),
    marked: (a, b) => markedIn(b) - markedIn(a),
    doubtful: (a, b) => (a.c ?? 2) - (b.c ?? 2),
    title: (a, b) => (titleOf(a) < titleOf(b) ? -1 : titleOf(a) > titleOf(b) ? 1 : 0),
  };
  let found = records.map((_, index) => index), shown = STEP, words = [];

  const fillFilters = () => {
    for (const [name, values] of Object.entries(FILTERS)) {
      const counts = new Map();
      for (const record of records) for (const value of new Set(values(record))) counts.set(value, (counts.get(value) || 0) + 1);
      const order = [...counts].sort((a, b) => (name === "year" ? (a[0] < b[0] ? -1 : 1) : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
      const select = get("by-" + name);
      const named = (value) => (name === "language" ? data.languages[value] : value);
      for (const [value, times] of order) select.append(element("option", { value }, `${named(value)} · ${number(times)}`));
      if (order.length < 2) select.closest("label").hidden = true;
    }
  };
  const state = () => {
    const asked = { q: get("search").value.trim() };
    for (const name of Object.keys(FILTERS)) asked[name] = get("by-" + name).value;
    asked.order = get("order").value;
    return asked;
  };
  const choose = () => {
    const asked = state();
    words = asked.q.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(FILTERS).filter(([name]) => asked[name]);
    found = [];
    for (let index = 0; index < records.length; index++) {
      const record = records[index];
      if (!wanted.every(([name, values]) => values(record).includes(asked[name]))) continue;
      if (words.length) {
        const text = haystack(index);
        if (!words.every((word) => text.includes(word))) continue;
      }
      found.push(index);
    }
    const order = ORDERS[asked.order];
    if (order) found.sort((a, b) => order(records[a], records[b]) || a - b);
    shown = STEP;
    draw();
  };
  // The first place in the text where the first word that was searched for stands.
  const hit = (record) => {
    if (!words.length || !record.x) return null;
    const at = record.x.toLowerCase().indexOf(words[0]);
    if (at < 0) return null;
    const start = Math.max(0, at - 50), end = Math.min(record.x.length, at + words[0].length + 70);
    const around = (from, to) => record.x.slice(from, to).replaceAll("\n", " ");
    return element("span", { class: "hit" }, (start ? "… " : "") + around(start, at), element("mark", {}, around(at, at + words[0].length)), around(at + words[0].length, end) + (end < record.x.length ? " …" : ""));
  };
  const row = (record) => element("tr", { id: "r-" + record.i },
    element("td", { class: "date" }, record.d || "unknown"),
    element("td", {}, element("a", { href: "#r-" + record.i, dir: "auto" }, titleOf(record)), hit(record)),
    element("td", {}, swatch(affiliationOf(record)), outletsOf(record).map((outlet) => outlet[0]).join(", ") || "none credited"),
    element("td", { class: "number" }, number(record.w || 0)),
    element("td", { class: "number marked" }, markedIn(record) ? number(markedIn(record)) : ""),
    element("td", {}, codesOf(record).join(", ")));
  const draw = () => {
    get("rows").replaceChildren(...found.slice(0, shown).map((index) => row(records[index])));
    const all = found.length === records.length;
    get("count").textContent = (all ? `${number(found.length)} records` : `${number(found.length)} of ${number(records.length)} records`) + (found.length > shown ? `, the first ${number(shown)} shown` : "");
    get("more").hidden = found.length <= shown;
  };
  const remember = () => {
    const asked = Object.entries(state()).filter(([name, value]) => value && !(name === "order" && value === "corpus"));
    const hash = asked.length ? "#records?" + asked.map(([name, value]) => name + "=" + encodeURIComponent(value)).join("&") : "#records";
    history.replaceState(null, "", hash);
  };
  const recall = (query) => {
    get("controls").reset();
    for (const [name, value] of new URLSearchParams(query)) {
      const control = name === "q" ? get("search") : get(name === "order" ? "order" : "by-" + name);
      if (control && "value" in control) control.value = value;
    }
    choose();
  };

  // ---- one record ----
  const dialog = get("dialog");
  let open = null, back = "#records";
  const body = (record) => {
    if (record.x === undefined) return element("p", { class: "note" }, "The text is withheld.");
    const slice = slicer(record.x), length = Array.from(record.x).length;
    const marks = (record.v || []).map((caveat, index) => ({ caveat, index })).filter(({ caveat }) => Number.isInteger(caveat[1]) && caveat[2] <= length && !caveat[5]);
    const headings = new Set((record.h || []).map((heading) => heading[1]));
    const made = element("div", { class: "body" });
    let at = 0;
    for (const line of record.x.split("\n")) {
      const end = at + Array.from(line).length, pieces = [];
      let from = at;
      for (const { caveat, index } of marks) {
        const start = Math.max(caveat[1], from), stop = Math.min(caveat[2], end);
        if (start >= stop) continue;
        pieces.push(slice(from, start), element("mark", { title: data.caveats[caveat[0]][1] }, slice(start, stop)));
        if (stop === caveat[2]) pieces.push(element("sup", {}, element("a", { href: "#c-" + index, "aria-label": "caveat " + (index + 1), onclick: (event) => jump(event, "c-" + index) }, String(index + 1))));
        from = stop;
      }
      pieces.push(slice(from, end));
      made.append(element("p", { class: headings.has(at) ? "heading" : "", dir: "auto" }, ...pieces.filter((piece) => piece !== "")));
      at = end + 1;
    }
    if (record.k) made.append(element("p", { class: "note" }, "Shortened in this page; records.jsonl has the whole text."));
    for (const passage of record.m || []) made.append(element("p", {}, "… ", element("mark", {}, passage), " …"));
    return made;
  };
  const jump = (event, id) => { event.preventDefault(); get(id).scrollIntoView({ block: "center" }); get(id).focus(); };
  const caveats = (record) => element("ol", {}, (record.v || []).map(([words, start, end, speaker, confidence, withdrawn], index) => {
    const [code, statement, basis, authority, reference, asOf, category] = data.caveats[words];
    const details = [authority && "by " + authority, asOf, basis, reference, category && category.replaceAll("_", " "), speaker && speaker + " words", typeof confidence === "number" && "confidence " + confidence.toFixed(3)].filter(Boolean).join(" · ");
    const note = withdrawn ? `Withdrawn by ${withdrawn[1]}: ${withdrawn[0]}` : null;
    return element("li", { id: "c-" + index, tabindex: "-1" }, element("code", {}, code), " ", statement, note ? element("p", {}, note) : null, element("p", { class: "note" }, details));
  }));
  const toml = (value) => Array.isArray(value) ? "[" + value.map(toml).join(", ") + "]" : typeof value === "string" ? JSON.stringify(value).replaceAll("\u007f", "\\u007f") : String(value);
  // Words of the record by which a build finds it again when its id has changed; those of a text that is shown only.
  const quote = (record) => {
    const line = (record.x || "").split("\n")[0].trim();
    const signs = Array.from(line);
    const short = signs.length > 80 ? signs.slice(0, 80).join("").replace(/\s+\S*$/, "") : line;
    return short ? `quote = ${toml(short)}\n` : "";
  };
  const stanza = (record, field, value) => `[[correction]]\nrecord = ${toml(record.i)}\n${quote(record)}field = ${toml(field)}\nvalue = ${toml(value)}\nreason = ""\n`;
  const copy = async (text) => {
    let done = false;
    try { await navigator.clipboard.writeText(text); done = true; } catch (_) { done = false; }
    if (!done) {
      const area = element("textarea", { "aria-hidden": "true" });
      area.value = text;
      dialog.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    get("said").textContent = done ? "Copied." : "Copying is not allowed here; mark the text and copy it.";
  };
  const correction = (record, field, value) => {
    if (!data.corrections) return null;
    const text = stanza(record, field, value);
    return element("details", {}, element("summary", {}, "Correct " + field), element("p", { class: "note" }, "For seeds/corrections.toml: set value, and reason."), preformatted(text), element("button", { type: "button", onclick: () => copy(text) }, "Copy"));
  };
  // Line ends stay line ends in what is to be copied; everything else that hides is shown.
  const preformatted = (text) => { const made = element("pre", {}); made.textContent = text.split("\n").map(visible).join("\n"); return made; };
  const how = (record, field) => (record.e || []).filter((entry) => strings[entry[0]].split(/[.[]/)[0] === field).map(([name, rule, start, end, source, confidence]) => {
    const where = Number.isInteger(start) ? `bytes ${number(start)} to ${number(end)}` : strings[source];
    return element("div", { class: "note" }, `${strings[name]}: ${where}, rule ${strings[rule]}` + (typeof confidence === "number" ? `, confidence ${confidence.toFixed(3)}` : ""));
  });
  const values = (record) => ({
    title: record.t, subtitle: record.s, authors: record.u || [], outlets: outletsOf(record).map((outlet) => outlet[0]), date: record.d,
    language: strings[record.l], ...record.p, headings: (record.h || []).map((heading) => heading[0]),
  });
  const correctable = ["title", "subtitle", "authors", "outlets", "date", "credit_line", "dateline", "section", "page", "correction_notice", "url", "source_id", "rights", "language"];
  const facts = (record) => {
    const known = values(record), made = element("dl", { class: "facts" });
    for (const [field] of data.fields) {
      if (["schema_version", "id", "text", "evidence", "caveats", "extra", "provenance", "confidence", "word_count", "text_sha256", "date_partial", "date_ambiguous"].includes(field)) continue;
      const value = known[field], empty = value === undefined || value === null || (Array.isArray(value) && !value.length);
      const written = Array.isArray(value) ? value.join("; ") : String(value);
      made.append(element("dt", {}, field), element("dd", {}, empty ? element("span", { class: "note" }, "not known") : written, how(record, field), correctable.includes(field) ? correction(record, field, empty ? "" : value) : null));
    }
    for (const [name, value] of record.z || []) made.append(element("dt", {}, "extra." + name), element("dd", {}, value));
    const [start, end, first, last] = record.b, [encoding, layout] = record.r.map((index) => strings[index]);
    made.append(element("dt", {}, "lies in"), element("dd", {}, `${strings[record.f]}, lines ${number(first)} to ${number(last)}, bytes ${number(start)} to ${number(end)}, ${encoding}, layout ${layout}`));
    made.append(element("dt", {}, "boundary"), element("dd", {}, typeof record.c === "number" ? `confidence ${record.c.toFixed(3)}` : "not calibrated", how(record, "provenance")));
    return made;
  };
  const show = (index) => {
    const record = records[index];
    open = index;
    const outlets = outletsOf(record).map(([name, id, country, word]) => element("p", {}, swatch(word), element("b", {}, name), ` ${word}` + (country ? `, ${country}` : "") + (id ? `, registry entry ${id}` : ", no entry in the registry; this is not a finding of independence")));
    get("record").replaceChildren(
      element("h2", { id: "record-title", tabindex: "-1", dir: "auto" }, titleOf(record)),
      element("p", { class: "note" }, [record.d || "no date", `${number(record.w || 0)} words`, data.languages[strings[record.l]], record.i].join(" · ")),
      ...(record.g ? [element("p", { class: "note" }, "The printed date can be read as two different days.")] : []),
      ...(outlets.length ? outlets : [element("p", { class: "note" }, "No outlet is credited.")]),
      record.s ? element("p", { class: "summary", dir: "auto" }, record.s) : "",
      body(record),
      element("h3", {}, record.v ? `Caveats (${record.v.length})` : "No caveats"),
      caveats(record),
      element("h3", {}, "Fields, and how each was found"),
      facts(record));
    get("said").textContent = "";
    const place = found.indexOf(index);
    get("previous").disabled = place <= 0;
    get("next").disabled = place < 0 || place >= found.length - 1;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    get("record-title").focus();
  };
  const step = (by) => { location.hash = "#r-" + records[found[found.indexOf(open) + by]].i; };

  // ---- addresses ----
  const follow = () => {
    const hash = location.hash;
    if (hash.startsWith("#r-") && byId.has(hash.slice(3))) return show(byId.get(hash.slice(3)));
    if (dialog.open) dialog.close();
    if (hash.startsWith("#records?")) {
      recall(hash.slice(9));
      back = hash;
      get("records").scrollIntoView();
    }
    return undefined;
  };
  dialog.addEventListener("close", () => {
    const link = open === null ? null : document.querySelector(`#rows a[href="#r-${CSS.escape(records[open].i)}"]`);
    open = null;
    if (location.hash.startsWith("#r-")) history.replaceState(null, "", back);
    if (link) link.focus();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  get("close").addEventListener("click", () => dialog.close());
  get("previous").addEventListener("click", () => step(-1));
  get("next").addEventListener("click", () => step(1));
  get("more").addEventListener("click", () => { shown += STEP * 2; draw(); });
  const changed = () => { choose(); remember(); back = location.hash; };
  get("controls").addEventListener("input", changed);
  get("controls").addEventListener("submit", (event) => event.preventDefault());
  get("controls").addEventListener("reset", () => setTimeout(changed, 0));
  window.addEventListener("hashchange", follow);

  fillFilters();
  get("controls").hidden = false;
  draw();
  follow();
})();
