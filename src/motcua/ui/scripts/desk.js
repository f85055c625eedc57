// Small helps; every page does its main job without them.
(() => {
  "use strict";

  const editable = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

  // A second click sends nothing twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });

  // Coming back by the browser's button makes the form usable again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });

  // Shortcuts: data-shortcut="Alt+D", "/", "Enter". "Enter" works only where no control has the focus.
  const pressed = (event) =>
    [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.key.length === 1 ? event.key.toUpperCase() : event.key]
      .filter(Boolean)
      .join("+");

  document.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.altKey && !event.metaKey;
    const target = event.target;
    if (bare && (editable(target) || (event.key === "Enter" && target !== document.body && target.id !== "main"))) return;
    if (scanning && event.key === "Enter") return;
    const wanted = pressed(event).toLowerCase();
    const found = [...document.querySelectorAll("[data-shortcut]")].find(
      (each) => each.dataset.shortcut.toLowerCase() === wanted && each.getClientRects().length,
    );
    if (!found) return;
    event.preventDefault();
    if (editable(found)) {
      found.focus();
      if (found.select) found.select();
    } else found.click();
  });

  // A scanner types fast and ends with Enter: wherever the page stands, it lands in the search box.
  const box = document.querySelector("[data-scanner]");
  let burst = "";
  let last = 0;
  let scanning = false;
  document.addEventListener(
    "keydown",
    (event) => {
      scanning = false;
      if (!box || editable(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
      const now = event.timeStamp;
      if (now - last > 60) burst = "";
      last = now;
      if (event.key.length === 1) burst += event.key;
      if (event.key !== "Enter" || burst.length < 6) return;
      scanning = true;
      event.preventDefault();
      box.value = burst;
      burst = "";
      box.form.requestSubmit();
    },
    true,
  );

  // What was typed outlives an error or a lost page: <form data-keep="name">; a page that says
  // <body data-kept-done="name"> clears it. Passwords and files are never kept.
  const keepable = (form) =>
    [...form.elements].filter((each) => each.name && !/^(hidden|password|file|submit|button)$/.test(each.type));
  const store = (form) => `motcua:${form.dataset.keep}`;
  const done = document.body.dataset.keptDone;
  if (done) sessionStorage.removeItem(`motcua:${done}`);

  for (const form of document.querySelectorAll("form[data-keep]")) {
    const kept = JSON.parse(sessionStorage.getItem(store(form)) || "[]");
    const seen = {};
    for (const each of keepable(form)) {
      seen[each.name] = (seen[each.name] ?? -1) + 1;
      const found = kept.find(([name, index]) => name === each.name && index === seen[each.name]);
      if (!found) continue;
      if (each.type === "checkbox" || each.type === "radio") each.checked = found[2];
      else if (!each.value) each.value = found[2];
    }
    form.addEventListener("input", () => {
      const counted = {};
      const values = keepable(form).map((each) => {
        counted[each.name] = (counted[each.name] ?? -1) + 1;
        return [each.name, counted[each.name], /^(checkbox|radio)$/.test(each.type) ? each.checked : each.value];
      });
      sessionStorage.setItem(store(form), JSON.stringify(values));
    });
  }
})();
