// Suggestions while typing, as the combobox of WAI-ARIA with a list: <input data-suggest="/api/…" data-suggest-label="…"
// data-suggest-say="{n} …" data-suggest-kinds="procedure=…;article=…">. Without it the form is sent as ever.
const WAIT = 180, LEAST = 2, MOST = 6;

for (const input of document.querySelectorAll("input[data-suggest]")) start(input);

function start(input) {
  const form = input.form, { suggest, suggestLabel, suggestSay, suggestKinds } = input.dataset;
  const kinds = new Map((suggestKinds || "").split(";").map((each) => each.split("=")));
  const list = made("ul", { id: `${input.id}-goi-y`, role: "listbox", hidden: "", "aria-label": suggestLabel, class: "suggest" });
  const said = made("p", { class: "vh", role: "status" });
  form.classList.add("suggests");
  form.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
  })) input.setAttribute(name, value);
  let timer, asking, at = -1, last = "";

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const options = list.children, open = !list.hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      if (!open) show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Past either end stands the box itself, with what was typed.
      choose(((at + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      location.assign(options[at].dataset.href);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  // The box keeps the focus while a suggestion is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-href]");
    if (option) location.assign(option.dataset.href);
  });

  async function ask() {
    const typed = input.value.trim();
    if (typed === last) return;
    last = typed;
    asking?.abort();
    if (typed.length < LEAST) return fill([]);
    asking = new AbortController();
    try {
      const address = new URL(suggest, location.href);
      address.searchParams.set("q", typed);
      address.searchParams.set("limit", MOST);
      const response = await fetch(address, { signal: asking.signal });
      fill(response.ok ? (await response.json()).suggestions : []);
    } catch (error) {
      if (error.name !== "AbortError") fill([]);
    }
  }

  function fill(found) {
    at = -1;
    list.replaceChildren(...found.map((each, n) => {
      // No link inside: an option may hold nothing that can be focused.
      const option = made("li", { id: `${list.id}-${n}`, role: "option", "aria-selected": "false", "data-href": each.link }, each.title);
      if (kinds.get(each.scope)) option.append(made("span", {}, kinds.get(each.scope)));
      return option;
    }));
    if (found.length && form.contains(document.activeElement)) show();
    else close();
    said.textContent = found.length ? suggestSay.replace("{n}", found.length) : "";
  }

  function choose(next) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = next;
    const option = list.children[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }
}

function made(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}
