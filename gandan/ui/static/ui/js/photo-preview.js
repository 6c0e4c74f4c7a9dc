// Shows the files chosen in a c-field, lets them be taken out again, and says at once what is too many or too big.
function sized(octets) {
  const lang = document.documentElement.lang || "vi";
  const [value, unit] = octets < 1e6 ? [octets / 1e3, "KB"] : [octets / 1e6, "MB"];
  return `${value.toLocaleString(lang, { maximumFractionDigits: unit === "MB" ? 1 : 0 })} ${unit}`;
}

function line(file, words, remove) {
  const row = document.createElement("div"), text = document.createElement("span"), small = document.createElement("span");
  row.className = "file";
  if (file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.width = picture.height = 48;
    picture.src = URL.createObjectURL(file);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    picture.addEventListener("error", () => picture.remove(), { once: true });
    row.append(picture);
  }
  small.className = "small muted";
  small.textContent = sized(file.size);
  text.append(file.name, document.createElement("br"), small);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet";
  button.textContent = words.sayRemove;
  button.setAttribute("aria-label", `${words.sayRemove} ${file.name}`);
  button.addEventListener("click", remove);
  row.append(text, button);
  return row;
}

function warn(text) {
  const said = document.createElement("p");
  said.className = "err";
  said.setAttribute("role", "alert");
  said.textContent = text;
  return said;
}

function bind(place) {
  const input = document.getElementById(place.dataset.filesOf);
  if (!input) return;
  const words = place.dataset, most = Number(words.maxFiles || Infinity), heaviest = Number(words.maxMb || Infinity) * 1e6;
  let chosen = [];

  function put(files, warnings = []) {
    const carrier = new DataTransfer();
    files.forEach((file) => carrier.items.add(file));
    input.files = carrier.files;
    chosen = files;
    place.replaceChildren(
      ...warnings.map(warn),
      ...files.map((file) => line(file, words, () => { put(chosen.filter((other) => other !== file)); input.focus(); }))
    );
  }

  function take(files) {
    const before = input.multiple ? chosen : [];
    const known = new Set(before.map((file) => `${file.name}/${file.size}/${file.lastModified}`));
    const fresh = files.filter((file) => !known.has(`${file.name}/${file.size}/${file.lastModified}`));
    const big = fresh.filter((file) => file.size > heaviest);
    const fit = [...before, ...fresh.filter((file) => file.size <= heaviest)];
    const warnings = big.map((file) => `${words.sayBig} ${file.name} (${sized(file.size)})`);
    if (fit.length > most) warnings.push(words.sayMany);
    put(fit.slice(0, most), warnings);
  }

  input.addEventListener("change", () => take([...input.files]));
  const zone = input.closest(".drop");
  zone?.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("drop--over"); });
  zone?.addEventListener("dragleave", () => zone.classList.remove("drop--over"));
  zone?.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop--over");
    take([...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1));
  });
}

document.querySelectorAll("[data-files-of]").forEach(bind);
