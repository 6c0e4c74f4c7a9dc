// Keys of the desk's lists: J K down and up, X choose, Enter open, / search. Can be turned off (WCAG 2.1.4).
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

const acts = { j: () => go(1), k: () => go(-1), x: choose, "/": search };

document.addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio])")) return;
  if (event.key === "Enter" && here >= 0 && event.target === document.body) return linkOf(rows()[here]).click();
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// Where Tab or the mouse goes, J and K go on from there.
list?.addEventListener("focusin", (event) => {
  const at = rows().indexOf(event.target.closest("tr"));
  if (at >= 0) { here = at; rows().forEach((row, n) => row.classList.toggle("here", n === here)); }
});
list?.addEventListener("change", count);
if (list) count();

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
