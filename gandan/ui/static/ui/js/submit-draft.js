// Keeps what a resident writes on this device until it is sent. Never used for sealed types: a denunciation
// leaves no trace on the device (DESIGN.md 5), and choosing anything marked data-sealed deletes the draft.
const DAY = 86400000;
const keyOf = (name) => `draft:${name}`;

function read(name, days) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(name)));
    if (!kept || Date.now() - kept.at > days * DAY) { drop(name); return null; }
    return kept;
  } catch { return null; }
}

function drop(name) { try { localStorage.removeItem(keyOf(name)); } catch { /* storage is off: nothing to keep */ } }

function kept(control) {
  return control.name && !control.closest("[data-draft-skip]") && !control.disabled && control.name !== "csrfmiddlewaretoken"
    && !["file", "password", "hidden", "submit", "button"].includes(control.type);
}

function written(form) {
  const fields = [];
  for (const control of form.elements) {
    if (!kept(control)) continue;
    if (["checkbox", "radio"].includes(control.type)) { if (control.checked) fields.push([control.name, control.value]); }
    else if (control.value) fields.push([control.name, control.value]);
  }
  return fields;
}

const sealed = (form) => Boolean(form.querySelector("[data-sealed]:checked, option[data-sealed]:checked"));
// A menu or a ticked box alone is no draft worth keeping; a word is.
const worth = (form) => [...form.elements].some((control) => kept(control)
  && (control.tagName === "TEXTAREA" || control.type === "text") && control.value.trim());

function restore(form, fields) {
  for (const control of form.elements) {
    if (!kept(control)) continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function offer(form, name, found) {
  const place = document.querySelector(`[data-draft-offer="${CSS.escape(name)}"]`);
  if (!place) return;
  const at = place.querySelector("[data-draft-at]");
  if (at) at.textContent = new Date(found.at).toLocaleString(document.documentElement.lang || "vi", { dateStyle: "short", timeStyle: "short" });
  const done = () => { place.hidden = true; form.querySelector("input:not([type=hidden]), textarea, select")?.focus(); };
  place.querySelector("[data-draft-take]").addEventListener("click", () => { restore(form, found.fields); done(); });
  place.querySelector("[data-draft-drop]").addEventListener("click", () => { drop(name); done(); });
  place.hidden = false;
}

function watch(form) {
  const name = form.dataset.draft, days = Number(form.dataset.draftDays || 7);
  const found = read(name, days);
  const answered = form.querySelector("[aria-invalid=true]"); // the server gave back what was written
  if (found && !answered) offer(form, name, found);
  let later = 0;
  const save = () => {
    clearTimeout(later);
    if (sealed(form)) return drop(name);
    later = setTimeout(() => {
      if (sealed(form) || !worth(form)) return;
      try { localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), fields: written(form) })); } catch { /* full or off */ }
    }, 600);
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

document.querySelectorAll("[data-draft-done]").forEach((mark) => drop(mark.dataset.draftDone));
document.querySelectorAll("form[data-draft]").forEach(watch);
