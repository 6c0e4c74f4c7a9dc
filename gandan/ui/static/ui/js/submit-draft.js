// Keeps what a resident writes on this device until it is sent, across the steps of a form and through a lost line.
// Never used for sealed types: a denunciation leaves no trace on the device: those pages carry no
// data-draft, and anything marked data-sealed or data-draft-done deletes what there is.
const DAY = 86400000, PATIENCE = 15000;
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
  return control.name && !control.closest("[data-draft-skip]") && !control.disabled
    && !["csrfmiddlewaretoken", "then", "to", "website", "seen_near", "seen_units", "started"].includes(control.name)
    && !["file", "password", "submit", "button"].includes(control.type);
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

const sealed = (form) => Boolean(form.querySelector("[data-sealed]:checked, option[data-sealed]:checked, [data-draft-done]"));
// A menu or a ticked box alone is no draft worth keeping; a word is.
const worth = (form) => [...form.elements].some((control) => kept(control) && control.value.trim()
  && (control.tagName === "TEXTAREA" || control.type === "text" || control.name === "content"));

function keep(form, waiting = false) {
  const fields = written(form), name = form.dataset.draft;
  if (sealed(form)) { drop(name); return false; }
  if (!worth(form)) return false;
  const step = form.dataset.step || "2";
  try { localStorage.setItem(keyOf(name), JSON.stringify({ at: Date.now(), step, waiting, fields })); return true; } catch { return false; }
}

function restore(form, fields) {
  for (const control of form.elements) {
    if (!kept(control)) continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// The page of the step at which the draft was left, drawn by the server from what stands in the draft.
function take(found) {
  const source = document.querySelector("form[data-step]"), form = document.createElement("form");
  form.method = "post";
  form.action = source.action;
  form.hidden = true;
  const token = source.querySelector("[name=csrfmiddlewaretoken]");
  for (const [name, value] of [["csrfmiddlewaretoken", token.value], ["to", found.step], ...found.fields]) {
    const input = document.createElement("textarea"); // keeps line ends
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

function offer(name, found, form) {
  const place = document.querySelector(`[data-draft-offer="${CSS.escape(name)}"]`);
  if (!place) return;
  const at = place.querySelector("[data-draft-at]");
  if (at) at.textContent = new Date(found.at).toLocaleString(document.documentElement.lang || "vi", { dateStyle: "short", timeStyle: "short" });
  place.querySelector("[data-draft-take]").addEventListener("click", () => {
    if (document.querySelector("form[data-step]")) return take(found);
    restore(form, found.fields);
    place.hidden = true;
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  place.querySelector("[data-draft-drop]").addEventListener("click", () => { drop(name); place.hidden = true; });
  place.hidden = false;
}

// Whether the house answers: a phone may be «online» on a line that carries nothing.
async function reachable(address) {
  if (!navigator.onLine) return false;
  const limit = new AbortController(), timer = setTimeout(() => limit.abort(), PATIENCE);
  try { await fetch(address, { method: "HEAD", cache: "no-store", signal: limit.signal }); return true; }
  catch { return false; }
  finally { clearTimeout(timer); }
}

function watch(form) {
  const name = form.dataset.draft, days = Number(form.dataset.draftDays || 7);
  const clear = document.querySelector(`[data-draft-clear="${CSS.escape(name)}"]`), note = form.querySelector("[data-offline]");
  let later = 0, going = false, pressed = null;
  const tell = () => { if (clear) clear.hidden = !read(name, days); };
  const save = () => { clearTimeout(later); if (sealed(form)) return drop(name); later = setTimeout(() => { keep(form); tell(); }, 500); };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  clear?.addEventListener("click", () => { clearTimeout(later); drop(name); tell(); });
  // With the same key each time, so that what arrived after all is one case.
  const go = async () => {
    if (!(await reachable(form.action))) { keep(form, true); if (note) note.hidden = false; tell(); return; }
    going = true;
    if (note) note.hidden = true;
    form.requestSubmit(pressed || undefined);
  };
  if (form.dataset.step) form.addEventListener("submit", (event) => {
    if (going) { going = false; return; }
    event.preventDefault();
    pressed = event.submitter;
    clearTimeout(later);
    keep(form);
    go();
  });
  window.addEventListener("online", () => { if (note && !note.hidden) go(); });
  if (form.dataset.step === "3" && !form.querySelector("[aria-invalid=true]")) keep(form); // the step before is in it
  tell();
}

document.querySelectorAll("[data-draft-done]").forEach((mark) => drop(mark.dataset.draftDone));
document.querySelectorAll("[data-draft-offer]").forEach((place) => {
  const name = place.dataset.draftOffer, form = document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
  const found = read(name, 7);
  // Not over what the server has just given back, or what is being written now.
  if (found && !(form && worth(form))) offer(name, found, form);
});
document.querySelectorAll("form[data-draft]").forEach(watch);
