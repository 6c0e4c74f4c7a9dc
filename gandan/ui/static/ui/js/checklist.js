// Keeps the ticks of a list on this device, and says how many there are. Without a script the boxes still tick.
// Ticks that came by the address (from another device) are taken over.
for (const list of document.querySelectorAll("[data-checklist]")) {
  const key = `list:${list.dataset.checklist}`, boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const told = list.querySelector("[data-checklist-count]");
  const say = () => {
    const n = boxes.filter((box) => box.checked).length;
    if (told) told.textContent = n ? list.dataset.say.replace("{n}", n).replace("{all}", boxes.length) : "";
  };
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify(boxes.filter((box) => box.checked).map((box) => box.value))); } catch { /* storage is off: nothing is kept */ }
  };
  if ("carried" in list.dataset) keep();
  else try {
    const kept = JSON.parse(localStorage.getItem(key) || "[]");
    const early = boxes.some((box) => box.checked && !kept.includes(box.value)); // ticked before this came: it stays
    for (const box of boxes) box.checked ||= kept.includes(box.value);
    if (early) keep();
  } catch { /* the same */ }
  list.addEventListener("change", () => { keep(); say(); });
  say();
}
