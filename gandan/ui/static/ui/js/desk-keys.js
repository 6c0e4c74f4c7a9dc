// Keys of the desk: J K down and up a list, X choose, Enter open, / search, and the letter of each element with
// data-key: a field is focused, a link followed. Can be turned off (WCAG 2.1.4).
const STORE = "desk-keys";
const list = document.querySelector("[data-keys]");
const toggle = document.querySelector("[data-keys-toggle]");
const voice = document.createElement("p");
voice.className = "vh";
voice.setAttribute("role", "status");
document.body.append(voice);

const rows = () => [...(list ? list.querySelectorAll("tr") : [])].filter((row) => row.querySelector("a[href]"));
const linkOf = (row) => row.querySelector(".t a[href], a[href]");
const boxOf = (row) => row.querySelector("input[type=checkbox]");
const off = () => { try { return localStorage.getItem(STORE) === "off"; } catch { return false; } };
let here = -1;

function go(step) {
  const all = rows();
  if (!all.length) return;
  here = Math.max(0, Math.min(all.length - 1, here + step));
  all.forEach((row, at) => row.classList.toggle("here", at === here));
  linkOf(all[here]).focus();
  all[here].scrollIntoView({ block: "nearest" });
}

function count() {
  const boxes = list ? [...list.querySelectorAll("td input[type=checkbox], th input[type=checkbox]")] : [];
  const chosen = boxes.filter((box) => box.checked).length;
  boxes.forEach((box) => box.closest("tr")?.classList.toggle("on", box.checked));
  document.querySelectorAll("[data-bulk-count]").forEach((place) => { place.textContent = chosen; });
  return chosen;
}

function choose() {
  const row = rows()[here], box = row && boxOf(row);
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  voice.textContent = `${box.checked ? "✓" : "–"} ${linkOf(row).textContent.trim()} (${count()})`;
}

function search() {
  const input = document.querySelector("[data-search]");
  if (input) { input.focus(); input.select(); }
}

function reach(key) {
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!place) return false;
  if (!place.matches("a[href]")) place.focus();
  else if (place.hash && place.pathname === location.pathname) firstField(place.hash).focus();
  else place.click();
  return true;
}

const firstField = (hash) => {
  const part = document.querySelector(hash);
  return part.querySelector("textarea, select, input:not([type=hidden]), button") || part;
};

const acts = { j: () => go(1), k: () => go(-1), x: choose, "/": search };

document.addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])")) return;
  if (event.key === "Enter" && here >= 0 && event.target === document.body) return linkOf(rows()[here]).click();
  const key = event.key.toLowerCase(), act = acts[key];
  if (act) act();
  else if (key.length > 1 || !reach(key)) return;
  event.preventDefault();
});

// Where Tab or the mouse goes, J and K go on from there.
list?.addEventListener("focusin", (event) => {
  const at = rows().indexOf(event.target.closest("tr"));
  if (at >= 0) { here = at; rows().forEach((row, n) => row.classList.toggle("here", n === here)); }
});
list?.addEventListener("change", count);
list?.closest("form")?.addEventListener("reset", () => setTimeout(count));
if (list) count();

// The way back leads to the list as it was filtered.
try {
  if (list) sessionStorage.setItem(STORE, location.pathname + location.search);
  document.querySelectorAll("[data-keys-back]").forEach((link) => {
    const kept = sessionStorage.getItem(STORE);
    if (kept && kept.split("?")[0] === link.pathname) link.href = kept;
  });
} catch { /* storage is off: the way back leads to the whole list */ }

if (toggle) {
  const words = [toggle.dataset.sayOff || toggle.textContent, toggle.dataset.sayOn || toggle.textContent];
  const draw = () => {
    toggle.textContent = words[off() ? 1 : 0];
    toggle.setAttribute("aria-pressed", String(off()));
  };
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    try { off() ? localStorage.removeItem(STORE) : localStorage.setItem(STORE, "off"); } catch { return; }
    draw();
    voice.textContent = toggle.textContent;
  });
  draw();
}
