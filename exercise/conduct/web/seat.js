// The web seat. The server decides what is shown and sends it as HTML with every text escaped; this file puts it in
// place without touching what the person reads or types, keeps what was typed, and sends each command until it is
// answered: sent again after a cut it is carried out once, because it keeps its id.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  // Words come with the page, in its language: message → its forms, and which form each number takes.
  const said = JSON.parse(document.body.dataset.words);
  const filled = (words, gaps) => words.replace(/\{(\w+)\}/g, (gap, name) => gaps[name] ?? gap);
  const t = (message, gaps = {}) => filled((said.messages[message] || [message])[0], gaps);
  const n = (one, many, count, gaps = {}) => {
    const forms = said.messages[one] || [one, many];
    return filled(forms[said.forms[count < 200 ? count : 100 + (count % 100)] ?? forms.length - 1], { count, ...gaps });
  };
  const RETRY = { first: 500, longest: 10000 }, SILENCE = 15000;

  // --- what is kept: in the tab who sits here, on the device what was typed and not yet acknowledged

  const kept = (name) => {
    const spare = new Map();
    const box = () => { try { return window[name]; } catch { return null; } };
    return {
      get: (key) => { try { return box().getItem(key); } catch { return spare.get(key) ?? null; } },
      set: (key, value) => { try { box().setItem(key, value); } catch { spare.set(key, value); } },
      drop: (key) => { try { box().removeItem(key); } catch { spare.delete(key); } },
      keys: () => { try { return Object.keys(box()); } catch { return [...spare.keys()]; } },
    };
  };
  const tab = kept("sessionStorage"), device = kept("localStorage");
  const mine = (what) => `exercise/${me.run}/${me.seat}/${what}`;
  const read = (key, otherwise) => { try { return JSON.parse(device.get(mine(key))) ?? otherwise; } catch { return otherwise; } };
  const write = (key, value) => device.set(mine(key), JSON.stringify(value));

  const me = { run: "", seat: "", role: "", since: 0, page: "", token: tab.get("token") || "", code: tab.get("code") || "" };
  let outbox = [], fresh = new Set(), given = new Set(), changing = new Set();
  const fill = new Uint32Array(2);
  const newId = () => Array.from(crypto.getRandomValues(fill), (part) => part.toString(36)).join("");

  // --- the line

  let socket = null, wait = RETRY.first, timer = 0, heard = 0, over = false;

  const say = (message) => { if (socket && socket.readyState === 1) socket.send(JSON.stringify(message)); };
  const state = (words, bad) => {
    const line = $("line");
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("bad", !!bad);
  };
  const waiting = () => (outbox.length ? ` ${n("{count} not sent yet.", "{count} not sent yet.", outbox.length)}` : "");

  function open() {
    clearTimeout(timer);
    if (over || !(me.token || me.code)) return;
    const line = (socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`));
    heard = performance.now();
    if (!me.seat) state(t("Connecting…"));
    line.onopen = () => {
      const hello = { say: "hello", how: "page", token: me.token, run: me.run, since: me.since, page: me.page, language: chosen() };
      // After a cut only the token: whoever sat down elsewhere meanwhile keeps the seat.
      if (!me.seat) hello.code = me.code;
      line.send(JSON.stringify(hello));
    };
    line.onmessage = (event) => { heard = performance.now(); hear(JSON.parse(event.data)); };
    line.onclose = () => { if (socket === line) lost(); };
  }

  function lost() {
    socket = null;
    if (over) return;
    const pause = wait * (0.5 + Math.random());
    wait = Math.min(wait * 2, RETRY.longest);
    state(`${t("No connection. What you type is kept; this page comes back by itself.")}${waiting()}`, true);
    timer = setTimeout(open, pause);
  }

  function hear(message) {
    switch (message.say) {
      case "welcome": return welcome(message);
      case "shown": return show(message);
      case "time": return setClock(message);
      case "done": return answered(message.id, "");
      case "sorry": return answered(message.id, message.reason, message.knowingly);
      case "bye": return bye(message);
    }
  }

  function welcome(message) {
    const another = me.run !== message.run || me.seat !== message.seat;
    Object.assign(me, { run: message.run, seat: message.seat, role: message.role, token: message.token });
    tab.set("token", me.token);
    if (message.language && message.language !== document.documentElement.lang) return speak(message.language);
    if (another) {
      outbox = read("outbox", []);
      fresh = new Set(read("read", []));
      given = new Set(read("given", []));
    }
    wait = RETRY.first;
    for (const id of ["join", "away"]) $(id).hidden = true;
    for (const id of ["desk", "clock", "no-duff", "leave-line"]) $(id).hidden = false;
    state(`${t("Connected.")}${waiting()}`);
    setClock(message);
    for (const one of outbox) say({ say: "ask", id: one.id, command: one.command });
  }

  // --- the language: the agency's own, unless somebody chose another on this device

  const CHOICE = "exercise/language";
  const chosen = () => device.get(CHOICE) || "";
  // Everything that stands on the page comes again in the other language; who sits here, and what was typed, stays.
  function speak(language) {
    over = true;
    if (socket) socket.close();
    location.replace(`/?lang=${encodeURIComponent(language)}${location.hash}`);
  }
  $("language").addEventListener("change", () => {
    device.set(CHOICE, $("language").value);
    speak($("language").value);
  });

  function bye(message) {
    if (message.again) return;
    over = true;
    if (!me.seat) {
      // Nobody sat here yet: the code or the old token is no good.
      tab.drop("token"); tab.drop("code");
    }
    const why = t(message.reason);
    $("away-why").textContent = `${why[0].toUpperCase()}${why.slice(1)}.`;
    $("again").hidden = !me.seat || !me.code;
    $("desk").hidden = $("no-duff").hidden = $("clock").hidden = true;
    $("away").hidden = false;
    state(t("Not connected."), true);
  }

  setInterval(() => { if (socket && performance.now() - heard > SILENCE) socket.close(); }, 3000);
  for (const event of ["online", "pageshow"]) addEventListener(event, () => { if (!socket && !over) open(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !socket && !over) open(); });

  // --- the clock: the server says where it stands and how fast it goes

  const clock = { tick: 0, pace: 1, running: false, at: 0 };
  const now = () => Math.floor(clock.tick + (clock.running ? ((performance.now() - clock.at) / 1000) * clock.pace : 0));

  function setClock({ tick, pace, running }) {
    Object.assign(clock, { tick, pace, running, at: performance.now() });
    countDown();
  }

  const two = (number) => String(number).padStart(2, "0");
  const stamp = (tick) => {
    const days = Math.floor(tick / 86400), rest = `${two(Math.floor((tick % 86400) / 3600))}:${two(Math.floor((tick % 3600) / 60))}`;
    return days ? `T+${days}d${rest}` : `T+${rest}`;
  };
  const lasting = (seconds) => {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 1) return t("less than a minute");
    if (minutes < 60) return t("{minutes} min", { minutes });
    const hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
    if (hours < 48) return t("{hours} h {minutes} min", { hours, minutes: two(minutes % 60) });
    return n("{count} day {hours} h", "{count} days {hours} h", days, { hours: hours % 24 });
  };

  const DAYS = t("Sun Mon Tue Wed Thu Fri Sat").split(" ");
  const MONTHS = t("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ");

  function countDown() {
    const tick = now(), about = document.querySelector("[data-phase]");
    for (const element of document.querySelectorAll("[data-due]")) {
      const left = Number(element.dataset.due) - tick, late = left < 0, work = element.dataset.kind === "work";
      const words = late && work ? "" : late ? "! " + t("late by {time}", { time: lasting(-left) }) : t("in {time}", { time: lasting(left) });
      if (element.textContent !== words) element.textContent = words;
      element.classList.toggle("bad", late && !work);
    }
    if (!about) return;
    const local = new Date(Date.parse(`${about.dataset.local}Z`) + tick * 1000);
    const day = t("{weekday}, {day} {month}, {time}", {
      weekday: DAYS[local.getUTCDay()], day: local.getUTCDate(), month: MONTHS[local.getUTCMonth()],
      time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
    });
    const phase = { briefing: t("not started"), paused: t("paused"), ended: t("ended") }[about.dataset.phase];
    const runs = clock.pace === 1 ? t("running") : n("running, {count} time as fast", "running, {count} times as fast", clock.pace);
    const words = `${stamp(tick)} · ${day} · ${phase || (clock.running ? runs : t("standing still"))}`;
    if ($("clock").textContent !== words) $("clock").textContent = words;
  }
  setInterval(countDown, 1000);

  // --- showing

  const parts = new Map();

  function made(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return box.content;
  }

  const keyOf = (node) => (node.dataset && (node.dataset.form || node.dataset.key)) || node.id || "";
  const OWN = new Set(["open", "data-new", "disabled", "hidden"]);

  // Turns one element into another by changing only what differs: focus, caret, scrolling and open parts stay.
  function patch(have, want) {
    if (have.matches("textarea, input, select, .said, [data-warning]")) return;
    if (have.dataset.due) { have.dataset.due = want.dataset.due; return; }
    for (const { name } of [...have.attributes]) if (!want.hasAttribute(name) && !OWN.has(name)) have.removeAttribute(name);
    for (const { name, value } of want.attributes) if (have.getAttribute(name) !== value) have.setAttribute(name, value);
    let at = have.firstChild;
    const drop = () => { const gone = at; at = at.nextSibling; gone.remove(); };
    for (const wanted of [...want.childNodes]) {
      const key = keyOf(wanted);
      let found = key && at;
      while (found && keyOf(found) !== key) found = found.nextSibling;
      while (found && at !== found) drop();
      if (at && at.nodeName === wanted.nodeName && keyOf(at) === key) {
        if (at.nodeType === 1) patch(at, wanted);
        else if (at.nodeValue !== wanted.nodeValue) at.nodeValue = wanted.nodeValue;
        at = at.nextSibling;
      } else have.insertBefore(wanted, at);
    }
    while (at) drop();
  }

  function show(message) {
    const active = document.activeElement, home = active && active.closest("[data-part]");
    const first = me.page !== message.page;
    me.page = message.page;
    me.since = message.upto;
    for (const [key, html] of Object.entries(message.parts)) {
      const want = document.createElement("div");
      want.dataset.part = key;
      want.append(made(html));
      if (parts.has(key)) patch(parts.get(key), want);
      else parts.set(key, want);
    }
    for (const [section, keys] of Object.entries(message.order)) place(section, keys);
    dress();
    countDown();
    if (!first && message.order.asked?.length) $("told").textContent = t("Exercise control has questions for you, under Your view.");
    if (first) for (const live of document.querySelectorAll("[aria-busy]")) setTimeout(() => live.setAttribute("aria-busy", "false"), 500);
    const about = document.querySelector("[data-phase]");
    if (about) {
      $("seat").textContent = [about.dataset.agency, me.seat, me.role === "observer" ? t("you only look on") : ""].filter(Boolean).join(" · ");
      const count = document.querySelectorAll(".need").length;
      document.title = `${count ? `(${count}) ` : ""}EXERCISE: ${about.dataset.title}`;
    }
    if (active && active !== document.activeElement && active !== document.body) {
      if (active.isConnected) active.focus({ preventScroll: true });
      else if (home) ((home.isConnected && home.querySelector("summary")) || $("needs")).focus({ preventScroll: true });
    }
    if (first && location.hash.length > 1) go(location.hash.slice(1));
  }

  function place(section, keys) {
    const box = document.querySelector(`[data-section="${CSS.escape(section)}"]`);
    if (!box) return;
    const wanted = new Set(keys);
    for (const node of [...box.children]) if (!wanted.has(node.dataset.part)) { parts.delete(node.dataset.part); node.remove(); }
    let at = box.firstElementChild;
    for (const key of keys) {
      const node = parts.get(key);
      if (!node) continue;
      if (node === at) at = at.nextElementSibling;
      else box.insertBefore(node, at);
    }
    const whole = box.closest("section");
    if (whole) whole.hidden = !whole.querySelector("[data-part]");
  }

  // Counts beside the links, marks on what nobody here has opened, and what was typed before in forms that came anew.
  const dressed = new WeakSet();
  function dress() {
    // Which seats have answered says the server; of an anonymous questionnaire only this device knows.
    const done = new Set(given);
    for (const open of document.querySelectorAll("[data-answered]")) {
      const answered = given.has(open.dataset.about) || open.dataset.answered.split(" ").includes(me.seat);
      if (answered && open.dataset.about) done.add(open.dataset.about);
      open.hidden = answered && !(open.matches("div") && changing.has(open.dataset.about));
      if (open.matches(".check, #needs p")) open.classList.toggle("need", !answered);
    }
    for (const thanks of document.querySelectorAll("[data-thanks]")) thanks.hidden = !done.has(thanks.dataset.thanks) || (thanks.matches("div") && changing.has(thanks.dataset.thanks));
    for (const hint of document.querySelectorAll("[data-changing]")) hint.hidden = !changing.has(hint.dataset.changing);
    for (const none of document.querySelectorAll("#needs .nothing")) none.hidden = !!document.querySelector("#needs .need");
    for (const item of document.querySelectorAll("nav [data-of]")) {
      const section = $(item.dataset.of), link = item.firstElementChild;
      item.hidden = section.hidden;
      const count = { needs: ".need", asked: "summary [data-about]:not([hidden])", inbox: "[data-new]", messages: "[data-new]", doing: ".running", duties: ".owed", votes: ".missing" }[item.dataset.of];
      const number = count && !section.hidden ? section.querySelectorAll(count).length : 0;
      const words = `${link.dataset.words || (link.dataset.words = link.textContent)}${number ? ` (${number})` : ""}`;
      if (link.textContent !== words) link.textContent = words;
      item.classList.toggle("some", number > 0);
    }
    for (const letter of document.querySelectorAll("[data-fresh]")) letter.toggleAttribute("data-new", !letter.open && !fresh.has(letter.dataset.fresh));
    for (const each of document.querySelectorAll("form[data-form]")) {
      if (dressed.has(each)) continue;
      dressed.add(each);
      const typed = read(`draft/${each.dataset.form}`, null);
      if (typed) refill(each, typed);
      else if (changing.has(each.dataset.form.replace(/^asked-/, ""))) refill(each, read(`sent/${each.dataset.form}`, []));
      if (typed && each.closest("details")) each.closest("details").open = true;
      if (typed && (!outbox.some((one) => one.form === each.dataset.form))) told(each, t("What you typed before is still here. It was not sent."));
      if (outbox.some((one) => one.form === each.dataset.form)) sending(each);
    }
  }

  document.addEventListener("toggle", (event) => {
    const key = event.target.dataset && event.target.dataset.fresh;
    if (key && event.target.open && !fresh.has(key)) {
      fresh.add(key);
      write("read", [...fresh]);
      // Nobody waits for the answer: it says only that the letter was opened here, and once is enough.
      if (me.role === "participant") say({ say: "ask", id: newId(), command: { kind: "mark-read", item: key } });
      dress();
    }
  }, true);

  // --- going somewhere on the page: opens what it finds

  function go(id) {
    const target = $(decodeURIComponent(id));
    if (!target) return false;
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    const field = target.tagName === "DETAILS" && target.querySelector("summary");
    (field || target).focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
    return true;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && go(link.getAttribute("href").slice(1))) event.preventDefault();
  });

  // --- forms: kept while typed, sent until answered

  const typedIn = (each) => [...new FormData(each)].filter(([name]) => name);
  const blank = (each) => typedIn(each).every(([name, value]) => {
    const field = each.elements.namedItem(name);
    if (field instanceof RadioNodeList) return value === "";
    return field.tagName === "SELECT" ? field.selectedIndex === 0 : field.matches?.("textarea, input[type=text]") && value === "";
  });

  function refill(each, values) {
    for (const field of each.elements) {
      if (!field.name) continue;
      const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = own.includes(field.value);
      else if (own.length) field.value = own[0];
    }
  }

  function keep(event) {
    const each = event.target.closest && event.target.closest("form[data-form]");
    if (!each) return;
    const key = `draft/${each.dataset.form}`;
    if (blank(each)) device.drop(mine(key));
    else write(key, typedIn(each));
  }
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);

  function told(each, words, bad) {
    const said = each.querySelector(".said");
    if (!said) return;
    said.textContent = words;
    said.classList.toggle("bad", !!bad);
  }

  function sending(each) {
    each.querySelector("[type=submit]").disabled = true;
    told(each, socket ? t("Sending…") : t("There is no connection. This is kept and sent by itself once it is back."));
  }

  function command(each, more) {
    const made = { ...JSON.parse(each.dataset.command), ...more };
    for (const field of each.elements) {
      if (!field.name || ((field.type === "radio" || field.type === "checkbox") && !field.checked && !("many" in field.dataset))) continue;
      const [name, inner] = field.name.split(/\.(.*)/s), value = field.value.trim();
      if ("many" in field.dataset) made[name] = [...(made[name] || []), ...(field.checked ? [field.value] : [])];
      else if (inner) { if (value) made[name] = { ...made[name], [inner]: value }; }
      else if (value) made[name] = value;
    }
    return made;
  }

  function ask(each, more = {}) {
    if (each.querySelector("[type=submit]").disabled) return;
    const one = { id: newId(), form: each.dataset.form, typed: typedIn(each), sent: each.dataset.sent, command: command(each, more) };
    outbox.push(one);
    write("outbox", outbox);
    each.querySelector("[data-warning]")?.setAttribute("hidden", "");
    sending(each);
    say({ say: "ask", id: one.id, command: one.command });
    if (!socket) state(`${t("No connection. What you type is kept; this page comes back by itself.")}${waiting()}`, true);
  }
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.dataset.form) ask(event.target);
  });

  function answered(id, reason, knowingly) {
    const one = outbox.find((each) => each.id === id);
    if (!one) return;
    outbox = outbox.filter((each) => each !== one);
    write("outbox", outbox);
    state(`${t("Connected.")}${waiting()}`);
    const each = document.querySelector(`form[data-form="${CSS.escape(one.form)}"]`);
    if (each) each.querySelector("[type=submit]").disabled = false;
    if (reason) return refused(one, each, reason, knowingly);
    $("told").textContent = one.sent;
    if (one.command.kind === "answer") {
      given.add(one.command.questionnaire);
      write("given", [...given]);
      changing.delete(one.command.questionnaire);
      // To be corrected from this device; what is anonymous is kept nowhere.
      if (document.querySelector(`[data-change="${CSS.escape(one.command.questionnaire)}"]`)) write(`sent/${one.form}`, one.typed);
    }
    // What was typed on while it was on its way stays.
    if (!each || JSON.stringify(typedIn(each)) === JSON.stringify(one.typed)) {
      device.drop(mine(`draft/${one.form}`));
      if (each) each.reset();
    }
    if (each) told(each, one.sent);
    if (one.command.kind === "answer") {
      // Its form goes out of sight: whoever stood in it, or on its button that was switched off, stands at its heading.
      const inside = each && (document.activeElement === document.body || each.contains(document.activeElement));
      dress();
      if (inside) each.closest("details").querySelector("summary").focus({ preventScroll: true });
    }
    if (each && each.closest("dialog")) each.closest("dialog").close();
  }

  function refused(one, each, reason, knowingly) {
    const words = t("Not done: {reason}. What you typed is still here.", { reason });
    if (!each) { $("told").textContent = words; return; }
    const warning = each.querySelector("[data-warning]");
    if (warning && knowingly) {
      warning.querySelector("[data-why]").textContent = `${reason}.`;
      warning.hidden = false;
      told(each, t("Not shared yet. Read the warning and choose."), true);
      warning.querySelector("[data-back]").focus();
    } else told(each, words, true);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button"), each = button && button.form;
    if (!button) return;
    if ("knowingly" in button.dataset) ask(each, { knowingly: true });
    if ("back" in button.dataset) { button.closest("[data-warning]").hidden = true; told(each, ""); each.querySelector("input").focus(); }
    if ("change" in button.dataset) correct(button.dataset.change);
    if (button.id === "no-duff") $("stop").showModal();
    if (button.id === "stop-not") $("stop").close();
    if (button.id === "again") { over = false; me.token = ""; me.seat = ""; me.run = ""; me.page = ""; me.since = 0; open(); }
    if (button.id === "other") leave();
    if (button.id === "leave") leave();
  });

  function correct(name) {
    changing.add(name);
    dress();
    const each = document.querySelector(`form[data-form="asked-${CSS.escape(name)}"]`);
    if (!read(`draft/${each.dataset.form}`, null)) refill(each, read(`sent/${each.dataset.form}`, []));
    told(each, "");
    each.querySelector("input, textarea").focus();
  }

  function leave() {
    for (const key of device.keys()) if (me.seat && key.startsWith(mine(""))) device.drop(key);
    tab.drop("token"); tab.drop("code");
    location.replace("/");
  }

  // --- coming in: the code stands behind the #, which never leaves the browser; it is taken out of sight at once

  function invited() {
    const found = /^#([0-9A-Za-z]{4}-?[0-9A-Za-z]{4})(?:\.[0-9A-Za-z]*)?$/.exec(location.hash);
    if (!found) return false;
    history.replaceState(null, "", `/${location.search}`);
    tab.set("code", found[1]);
    tab.drop("token");
    return true;
  }
  addEventListener("hashchange", () => { if (invited()) location.reload(); });

  function comeIn() {
    if (invited()) { me.code = tab.get("code"); me.token = ""; }
    $("join").hidden = !!(me.token || me.code);
    if (me.token || me.code) open();
    else $("code").focus();
  }
  $("join-form").addEventListener("submit", () => {
    me.code = $("code").value.trim().replace(/^.*#/, "").replace(/\..*$/, "");
    tab.set("code", me.code);
    over = false;
    open();
  });
  comeIn();
})();
